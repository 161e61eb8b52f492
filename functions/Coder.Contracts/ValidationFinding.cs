namespace Coder.Contracts;

/// <summary>One finding of a definition's check.</summary>
public sealed record ValidationFinding
{
    /// <summary>Rule id: <c>P2</c>, <c>E1</c>, <c>W10</c>, … (docs/graph-agents.md).</summary>
    public required string Code { get; init; }

    /// <summary><c>error</c> or <c>warning</c>.</summary>
    public required string Severity { get; init; }

    public string? NodeId { get; init; }

    public required string File { get; init; }

    /// <summary>1-based; 0 when the finding has no place in the file.</summary>
    public int Line { get; init; }

    /// <summary>1-based; 0 when the finding has no place in the file.</summary>
    public int Column { get; init; }

    public required string Message { get; init; }

    public required string Fix { get; init; }
}
