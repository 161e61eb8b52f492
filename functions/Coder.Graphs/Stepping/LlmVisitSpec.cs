using System.Text.Json.Nodes;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>Everything one visit of an <c>llm</c> node needs, rendered.</summary>
public sealed record LlmVisitSpec
{
    /// <summary>System prompt; null: none.</summary>
    public string? Instructions { get; init; }

    public required string Prompt { get; init; }

    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The node's, else the graph's; null: the caller's.</summary>
    public string? Model { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public string? ReasoningEffort { get; init; }

    public JsonObject? OutputSchema { get; init; }

    public int SchemaRepairs { get; init; } = 2;

    public int MaxAttempts { get; init; } = 1;

    public int MaxIterations { get; init; } = 10;

    /// <summary>Covers all attempts, extraction and repairs; null: none.</summary>
    public int? TimeoutSeconds { get; init; }

    public NodeBudget? Budget { get; init; }
}
