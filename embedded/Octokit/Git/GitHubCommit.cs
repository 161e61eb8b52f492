namespace Octokit;

/// <summary>A commit.</summary>
public class GitHubCommit : GitReference
{
    public Commit Commit { get; private set; }

    public Author Author { get; private set; }

    public string HtmlUrl { get; private set; }

    public IReadOnlyList<GitReference> Parents { get; private set; }
}
