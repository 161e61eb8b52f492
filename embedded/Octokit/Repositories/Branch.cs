namespace Octokit;

/// <summary>A branch and its newest commit.</summary>
public class Branch
{
    public string Name { get; private set; }

    public GitReference Commit { get; private set; }

    public bool Protected { get; private set; }
}
