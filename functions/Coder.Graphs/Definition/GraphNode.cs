namespace Coder.Graphs.Definition;

/// <summary>What all node types share.</summary>
public abstract record GraphNode
{
    private protected GraphNode()
    {
    }

    public required string Id { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The <c>type</c> word of the file.</summary>
    public abstract string Type { get; }

    /// <summary>Null: absent. More than one: fan-out.</summary>
    public IReadOnlyList<string>? Next { get; init; }

    /// <summary>Where a failure of this node leads; null: it fails the run. Never set on <c>end</c>.</summary>
    public string? Fallback { get; init; }

    /// <summary>In file order; null when absent.</summary>
    public IReadOnlyList<StateTemplate>? StateUpdates { get; init; }

    /// <summary>Like <see cref="StateUpdates"/>, but a value that is one reference keeps its type; applied after them.</summary>
    public IReadOnlyList<StateTemplate>? StateSet { get; init; }

    /// <summary>Null: the node's type decides (script 30, agent 300, others none).</summary>
    public int? TimeoutSeconds { get; init; }

    public NodeBudget? Budget { get; init; }
}
