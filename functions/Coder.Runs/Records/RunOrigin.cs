namespace Coder.Runs.Records;

/// <summary>What at a forge asked for a run, and where it answers.</summary>
public sealed record RunOrigin
{
    /// <summary>The issue or pull request.</summary>
    public required int Number { get; init; }

    public required bool IsPullRequest { get; init; }

    public RunTask Task { get; init; }

    /// <summary>The branch that the result continues; null: one of its own, with a pull request of its own.</summary>
    public string? Branch { get; init; }

    /// <summary>The branch that the pull request is to be merged into; null: there is no pull request yet.</summary>
    public string? Target { get; init; }

    /// <summary>The pull request's title; null as before.</summary>
    public string? Title { get; init; }

    /// <summary>The run whose result is carried over; null: none.</summary>
    public string? Earlier { get; init; }

    /// <summary>Who asked, as <c>Co-authored-by</c> wants them.</summary>
    public IReadOnlyList<string> Credits { get; init; } = [];

    public IReadOnlyList<RunReaction> Reactions { get; init; } = [];
}
