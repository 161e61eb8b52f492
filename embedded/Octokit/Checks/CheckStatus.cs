namespace Octokit;

public enum CheckStatus
{
    Queued,
    InProgress,
    Completed,
}
