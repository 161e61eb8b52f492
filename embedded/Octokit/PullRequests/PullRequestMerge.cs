namespace Octokit;

public class PullRequestMerge
{
    public string Sha { get; private set; }

    public bool Merged { get; private set; }

    public string Message { get; private set; }
}
