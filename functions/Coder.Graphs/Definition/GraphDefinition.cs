using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Coder.Graphs.Definition;

/// <summary>A graph agent as its file declares it; see docs/graph-agents.md for every field.</summary>
public sealed record GraphDefinition
{
    private readonly IReadOnlyList<GraphNode> nodes = [];
    private FrozenDictionary<string, GraphNode> nodesById = FrozenDictionary<string, GraphNode>.Empty;

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public string Version { get; init; } = "1.0";

    /// <summary>Default model of <c>llm</c> nodes; null: the caller's.</summary>
    public string? Model { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public string? ReasoningEffort { get; init; }

    /// <summary>As written, with file endings.</summary>
    public IReadOnlyList<string> GlobalTools { get; init; } = [];

    /// <summary>Ids that nodes may name as <c>mcp:ID</c>.</summary>
    public IReadOnlyList<string> McpServers { get; init; } = [];

    public IReadOnlyList<string> ConversationStarters { get; init; } = [];

    public IReadOnlyList<GraphVariable> Variables { get; init; } = [];

    public GraphSettings Settings { get; init; } = new();

    /// <summary>Seeds the state before the first node. Never changed after parsing.</summary>
    public JsonObject InitialState { get; init; } = [];

    public required string Start { get; init; }

    /// <summary>In file order; ids are unique.</summary>
    public required IReadOnlyList<GraphNode> Nodes
    {
        get => nodes;
        init
        {
            nodes = value;
            nodesById = value.ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);
        }
    }

    /// <summary>The node with this id, or null.</summary>
    public GraphNode? Find(string id) => nodesById.GetValueOrDefault(id);
}
