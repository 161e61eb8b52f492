namespace Coder.Forge.Events;

/// <summary>
/// Something that happened at a forge. Everything in it came from outside: texts are data, states are the forge's words, and what is not known to us survives as
/// it is, so compare with the values that are expected and do nothing for others.
/// </summary>
public sealed record RepoEvent
{
    /// <summary>The delivery's id: the same however often it is delivered. What an event leads to is keyed by it.</summary>
    public required string Id { get; init; }

    /// <summary>What happened, with its action where it has one: <c>issues.labeled</c>, <c>push</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When the delivery arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The newest time that its subject bears: deliveries arrive in any order. Null when it bears none.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Null for what is no repository's.</summary>
    public RepositoryName? Repository { get; init; }

    /// <summary>Null when the payload does not say.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>The App's installation that it was sent for.</summary>
    public long? InstallationId { get; init; }

    /// <summary>Who did it.</summary>
    public RepoUser? Sender { get; init; }

    /// <summary>The issue. Comments on a pull request's conversation have it too, with <see cref="RepoIssue.IsPullRequest"/>.</summary>
    public RepoIssue? Issue { get; init; }

    public RepoPullRequest? PullRequest { get; init; }

    /// <summary>A comment on an issue, a pull request, its lines, or a commit.</summary>
    public RepoComment? Comment { get; init; }

    public RepoReview? Review { get; init; }

    /// <summary>A check run, a check suite, a workflow's run or a commit's status.</summary>
    public RepoCheck? Check { get; init; }

    /// <summary>A branch or tag that was pushed, made or deleted.</summary>
    public RepoRef? Ref { get; init; }

    /// <summary>The label that was put on, taken off, or itself changed.</summary>
    public string? Label { get; init; }

    public RepoRelease? Release { get; init; }

    public RepoDeployment? Deployment { get; init; }

    /// <summary>What an installation can reach now or no longer.</summary>
    public RepoAccess? Access { get; init; }

    /// <summary>What had the repository's place before it was renamed or moved.</summary>
    public RepositoryName? FormerRepository { get; init; }
}
