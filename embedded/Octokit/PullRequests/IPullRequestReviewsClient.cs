namespace Octokit;

public interface IPullRequestReviewsClient
{
    Task<IReadOnlyList<PullRequestReview>> GetAll(string owner, string name, int pullRequestNumber);
}
