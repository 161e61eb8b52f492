namespace Octokit;

public class NewCommitStatus
{
    public CommitState State { get; set; }

    public string Context { get; set; }

    public string Description { get; set; }

    public string TargetUrl { get; set; }
}
