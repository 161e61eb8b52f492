using System.Text.Json.Nodes;
using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>Run a script file in the sandbox, or a platform step.</summary>
public sealed record RunScript(string Node, int Visit) : GraphCommand
{
    /// <summary>Path below the agent's folder; null for a platform step.</summary>
    public string? Path { get; init; }

    /// <summary>Name of the platform step; null for a file.</summary>
    public string? Builtin { get; init; }

    /// <summary><c>build</c>, <c>test</c>, <c>lint</c>, <c>format</c>; null: no gate.</summary>
    public string? Gate { get; init; }

    public required int TimeoutSeconds { get; init; }

    /// <summary>The whole state (and <c>error</c> in a fallback): the script's GRAPH_STATE.</summary>
    public required JsonObject State { get; init; }

    /// <summary><c>LLM_AGENT_VAR_*</c>, one for each resolved variable.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the run's request says about platform steps.</summary>
    public required BuiltinInput Input { get; init; }

    public NodeBudget? Budget { get; init; }
}
