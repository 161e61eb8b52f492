namespace Octokit;

public class Release
{
    public long Id { get; private set; }

    public string TagName { get; private set; }

    public string TargetCommitish { get; private set; }

    public string Name { get; private set; }

    public string Body { get; private set; }

    public bool Draft { get; private set; }

    public bool Prerelease { get; private set; }

    public string HtmlUrl { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }
}
