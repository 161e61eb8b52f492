namespace Coder.Agents.Tools;

/// <summary>A tool that a model can call.</summary>
internal interface ITool
{
    string Name { get; }

    /// <summary>For the model: what it does and what it does not.</summary>
    string Description { get; }

    /// <summary>JSON Schema of the arguments.</summary>
    string Parameters { get; }

    /// <summary>True when it can change neither files nor anything else.</summary>
    bool ReadsOnly { get; }

    /// <exception cref="ToolFailureException">Told to the model.</exception>
    Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation);
}
