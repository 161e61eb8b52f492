namespace Octokit;

public enum DeploymentState
{
    Pending,
    Success,
    Error,
    Failure,
    Inactive,
    InProgress,
    Queued,
}
