using System.Text.Json.Nodes;

namespace Coder.Graphs.Definition;

/// <summary>One model conversation with an optional bounded tool loop.</summary>
public sealed record LlmNode : GraphNode
{
    public override string Type => "llm";

    public required string Prompt { get; init; }

    public string? Instructions { get; init; }

    public IReadOnlyList<string> Tools { get; init; } = [];

    public string? Model { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public string? ReasoningEffort { get; init; }

    /// <summary>Default 1.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>Model turns of one attempt. Default 10.</summary>
    public int MaxIterations { get; init; } = 10;

    public JsonObject? OutputSchema { get; init; }

    /// <summary>Default 2.</summary>
    public int SchemaRepairs { get; init; } = 2;
}
