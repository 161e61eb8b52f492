namespace Coder.Graphs.Definition;

/// <summary>Waits for a person's text.</summary>
public sealed record InputNode : GraphNode
{
    public override string Type => "input";

    public required string Question { get; init; }

    public string? Default { get; init; }

    /// <summary>A length predicate such as <c>len(input) &gt;= 3</c>; null: any text.</summary>
    public string? Validation { get; init; }

    /// <summary>A node id; null: an expired question is a failure (R17).</summary>
    public string? OnTimeout { get; init; }
}
