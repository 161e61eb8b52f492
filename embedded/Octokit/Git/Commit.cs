namespace Octokit;

/// <summary>What git knows of a commit.</summary>
public class Commit : GitReference
{
    public string Message { get; private set; }

    public Committer Author { get; private set; }

    public Committer Committer { get; private set; }

    public GitReference Tree { get; private set; }

    public IReadOnlyList<GitReference> Parents { get; private set; }
}
