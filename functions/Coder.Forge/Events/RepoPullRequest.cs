namespace Coder.Forge.Events;

/// <summary>A pull request as it was when the event was sent.</summary>
public sealed record RepoPullRequest
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Empty when there is none.</summary>
    public required string Body { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public required string State { get; init; }

    public required bool IsDraft { get; init; }

    public required bool IsMerged { get; init; }

    /// <summary>Its branch, without <c>refs/heads/</c>.</summary>
    public required string HeadBranch { get; init; }

    public required string HeadCommit { get; init; }

    /// <summary>Where its branch is; null when that repository is gone.</summary>
    public RepositoryName? HeadRepository { get; init; }

    public required string BaseBranch { get; init; }

    public required string BaseCommit { get; init; }

    /// <summary>True unless its branch is known to be in the repository itself.</summary>
    public required bool IsFromFork { get; init; }

    public RepoUser? Author { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];
}
