namespace Octokit;

/// <summary>A repository.</summary>
public class Repository
{
    public long Id { get; private set; }

    public string NodeId { get; private set; }

    public string Name { get; private set; }

    public string FullName { get; private set; }

    public User Owner { get; private set; }

    public bool Private { get; private set; }

    public bool Fork { get; private set; }

    public bool Archived { get; private set; }

    public string HtmlUrl { get; private set; }

    public string CloneUrl { get; private set; }

    public string DefaultBranch { get; private set; }

    public Repository Parent { get; private set; }

    public bool? AllowMergeCommit { get; private set; }

    public bool? AllowSquashMerge { get; private set; }

    public bool? AllowRebaseMerge { get; private set; }
}
