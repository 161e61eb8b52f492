namespace Coder.Forge.Events;

/// <summary>An issue as it was when the event was sent.</summary>
public sealed record RepoIssue
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Empty when there is none.</summary>
    public required string Body { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public required string State { get; init; }

    /// <summary>True when the number is a pull request's.</summary>
    public required bool IsPullRequest { get; init; }

    public RepoUser? Author { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];
}
