using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools;

/// <summary>What tools work on.</summary>
public sealed record ToolContext
{
    public required IWorkspaceSession Session { get; init; }

    /// <summary>Tool names that this node may use; others are refused. Null: every tool of the catalog.</summary>
    public IReadOnlyCollection<string>? Allowed { get; init; }

    /// <summary>Ceiling of a command's time; the model may ask for less. Default 300 s.</summary>
    public TimeSpan CommandTimeMax { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Characters of a result; longer ones keep head and tail with a notice between. Default 30 000.</summary>
    public int ResultCharactersMax { get; init; } = ToolResultText.CharactersMax;

    /// <summary>The visit's todo list as the last <see cref="ToolResult.TodoJson"/> gave it; null before the first.</summary>
    public string? TodoJson { get; init; }

    /// <summary>Live output of a running command; null drops it.</summary>
    public IProgress<string>? CommandOutput { get; init; }
}
