namespace Octokit;

public enum PullRequestReviewState
{
    Approved,
    ChangesRequested,
    Commented,
    Dismissed,
    Pending,
}
