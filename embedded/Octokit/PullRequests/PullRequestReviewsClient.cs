namespace Octokit;

internal sealed class PullRequestReviewsClient(IConnection connection) : IPullRequestReviewsClient
{
    public Task<IReadOnlyList<PullRequestReview>> GetAll(string owner, string name, int pullRequestNumber) =>
        connection.GetAllAsync<PullRequestReview>(Query.Route($"repos/{owner}/{name}/pulls/{pullRequestNumber}/reviews"));
}
