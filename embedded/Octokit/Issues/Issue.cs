namespace Octokit;

/// <summary>An issue; every pull request is one too.</summary>
public class Issue
{
    public long Id { get; private set; }

    public string NodeId { get; private set; }

    public int Number { get; private set; }

    public StringEnum<ItemState> State { get; private set; }

    public string Title { get; private set; }

    public string Body { get; private set; }

    public User User { get; private set; }

    public IReadOnlyList<Label> Labels { get; private set; }

    /// <summary>Null unless the issue is a pull request.</summary>
    public PullRequest PullRequest { get; private set; }

    public string HtmlUrl { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }
}
