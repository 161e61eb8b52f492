namespace Coder.Contracts;

/// <summary>A question a run waits on (approval and input nodes, a model's question to the user).</summary>
public sealed record ApprovalView
{
    public required string Id { get; init; }

    /// <summary><c>approval</c> (choose an option or give free text) or <c>input</c> (free text).</summary>
    public required string Kind { get; init; }

    public required string Node { get; init; }

    public required string Question { get; init; }

    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Used when the answer is empty (input only).</summary>
    public string? Default { get; init; }

    /// <summary><c>pending</c>, <c>answered</c>, <c>expired</c>, <c>canceled</c>.</summary>
    public required string State { get; init; }

    public string? Answer { get; init; }

    public string? Comment { get; init; }

    /// <summary>Who answered: <c>cli</c>, <c>api</c>, <c>auto</c>.</summary>
    public string? AnsweredBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? Deadline { get; init; }
}
