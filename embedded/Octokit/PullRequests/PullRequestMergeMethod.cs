namespace Octokit;

public enum PullRequestMergeMethod
{
    Merge,
    Squash,
    Rebase,
}
