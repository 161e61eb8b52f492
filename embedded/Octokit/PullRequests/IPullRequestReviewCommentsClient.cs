namespace Octokit;

public interface IPullRequestReviewCommentsClient
{
    Task<IReadOnlyList<PullRequestReviewComment>> GetAll(string owner, string name, int pullRequestNumber);
}
