namespace Coder.Graphs.Definition;

/// <summary>Waits for a person's choice.</summary>
public sealed record ApprovalNode : GraphNode
{
    public override string Type => "approval";

    public required string Question { get; init; }

    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Answer → node id; exact, case-sensitive.</summary>
    public required IReadOnlyDictionary<string, string> Routes { get; init; }

    /// <summary>Where any other answer leads.</summary>
    public required string OnOther { get; init; }

    /// <summary>An option or a node id; null: an expired question is a failure (R17).</summary>
    public string? OnTimeout { get; init; }
}
