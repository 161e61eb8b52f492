namespace Octokit;

/// <summary>A commit by name.</summary>
public class GitReference
{
    public string NodeId { get; set; }

    public string Url { get; set; }

    public string Label { get; set; }

    public string Ref { get; set; }

    public string Sha { get; set; }

    public User User { get; set; }

    [Internal.Parameter(Key = "repo")]
    public Repository Repository { get; set; }
}
