using System.Text.Json.Nodes;

namespace Coder.Graphs.Definition;

/// <summary>Runs another agent to its end.</summary>
public sealed record AgentNode : GraphNode
{
    public const int DefaultTimeoutSeconds = 300;

    public override string Type => "agent";

    /// <summary>Folder name of a sibling agent.</summary>
    public required string Agent { get; init; }

    public required string Prompt { get; init; }

    public JsonObject? OutputSchema { get; init; }

    /// <summary>Default 2.</summary>
    public int SchemaRepairs { get; init; } = 2;
}
