namespace Coder.Runs.Records;

/// <summary>What at a forge asked for a run, and where it answers.</summary>
public sealed record RunOrigin
{
    /// <summary>The issue or pull request.</summary>
    public required int Number { get; init; }

    public required bool IsPullRequest { get; init; }

    /// <summary>The branch that the result continues; null: one of its own, with a pull request of its own.</summary>
    public string? Branch { get; init; }

    /// <summary>Who asked, as <c>Co-authored-by</c> wants it; null: nobody in particular.</summary>
    public string? Credit { get; init; }

    /// <summary>The kind of what a reaction at the end goes to, as the forge's port names it.</summary>
    public required string ReactionSubject { get; init; }

    public required long ReactionId { get; init; }
}
