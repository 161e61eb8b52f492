namespace Octokit;

/// <summary>A pull request.</summary>
public class PullRequest
{
    public long Id { get; private set; }

    public string NodeId { get; private set; }

    public int Number { get; private set; }

    public string HtmlUrl { get; private set; }

    public StringEnum<ItemState> State { get; private set; }

    public string Title { get; private set; }

    public string Body { get; private set; }

    public User User { get; private set; }

    public GitReference Head { get; private set; }

    public GitReference Base { get; private set; }

    public bool Draft { get; private set; }

    /// <summary>Null while GitHub finds out, and in lists.</summary>
    public bool? Mergeable { get; private set; }

    public StringEnum<MergeableState>? MergeableState { get; private set; }

    public string MergeCommitSha { get; private set; }

    public IReadOnlyList<Label> Labels { get; private set; }

    public bool? MaintainerCanModify { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public DateTimeOffset? MergedAt { get; private set; }

    public bool Merged => MergedAt.HasValue;
}
