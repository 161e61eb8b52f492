namespace Coder.Contracts;

/// <summary>A run as the API shows it.</summary>
public sealed record RunView
{
    public required string Id { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Once final: <c>complete</c>, <c>rejected</c> or <c>failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>When failed: <c>agent</c>, <c>platform</c> or <c>unverified</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>When failed, timed out or canceled: what happened, with the fix. A run that succeeded has none, verified or not: what was not verified is a <c>warning</c> and stands in the pull request.</summary>
    public string? Error { get; init; }

    /// <summary>Stable code of <see cref="Error"/>: a section of docs/errors.md.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The end node's text: first line the sentinel.</summary>
    public string? Output { get; init; }

    public required string Agent { get; init; }

    public required string Prompt { get; init; }

    public string? Model { get; init; }

    public required RepositoryView Repository { get; init; }

    /// <summary>Id of the project that it was started for.</summary>
    public string? Project { get; init; }

    /// <summary>The result's branch, once published.</summary>
    public string? Branch { get; init; }

    /// <summary>The result's commit, once published.</summary>
    public string? Commit { get; init; }

    /// <summary>The pull request (local record or address), once opened.</summary>
    public PullRequestView? PullRequest { get; init; }

    /// <summary>The node being visited, while the run is not final.</summary>
    public string? Node { get; init; }

    public required UsageView Usage { get; init; }

    public IReadOnlyList<GateView> Gates { get; init; } = [];

    /// <summary>What the change breaks, when the run is blocked by policy.</summary>
    public IReadOnlyList<PolicyFindingView> PolicyFindings { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Files that were changed but not committed when the run started: not included in it.</summary>
    public IReadOnlyList<string> UncommittedFiles { get; init; } = [];
}
