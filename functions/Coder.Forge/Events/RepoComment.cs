namespace Coder.Forge.Events;

/// <summary>What somebody wrote.</summary>
public sealed record RepoComment
{
    public required long Id { get; init; }

    public required string Body { get; init; }

    public RepoUser? Author { get; init; }

    /// <summary>The file, for a comment at a line.</summary>
    public string? Path { get; init; }

    /// <summary>From 1; null without a file, or when the line is not in the newest version.</summary>
    public int? Line { get; init; }

    /// <summary>The commit that it was written about.</summary>
    public string? Commit { get; init; }

    /// <summary>The review that it is part of.</summary>
    public long? ReviewId { get; init; }

    /// <summary>The comment that it answers.</summary>
    public long? InReplyTo { get; init; }
}
