using System.Text.Json.Nodes;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>Run a sibling agent to its end and give its output back.</summary>
public sealed record RunAgent(string Node, int Visit, string Agent, string Prompt) : GraphCommand
{
    public JsonObject? OutputSchema { get; init; }

    public int SchemaRepairs { get; init; } = 2;

    public required int TimeoutSeconds { get; init; }

    public NodeBudget? Budget { get; init; }
}
