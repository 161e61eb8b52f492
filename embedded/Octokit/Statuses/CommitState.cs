namespace Octokit;

public enum CommitState
{
    Pending,
    Success,
    Error,
    Failure,
}
