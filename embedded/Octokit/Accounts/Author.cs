namespace Octokit;

/// <summary>The account behind a commit or a release.</summary>
public class Author
{
    public long Id { get; set; }

    public string Login { get; set; }

    public string Type { get; set; }
}
