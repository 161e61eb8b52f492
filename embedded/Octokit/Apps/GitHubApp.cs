namespace Octokit;

/// <summary>A GitHub App.</summary>
public class GitHubApp
{
    public long Id { get; set; }

    public string Slug { get; set; }

    public string Name { get; set; }

    public User Owner { get; set; }

    public string HtmlUrl { get; set; }

    public IReadOnlyList<string> Events { get; set; }
}
