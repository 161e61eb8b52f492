namespace Octokit;

internal sealed class PullRequestReviewCommentsClient(IConnection connection) : IPullRequestReviewCommentsClient
{
    public Task<IReadOnlyList<PullRequestReviewComment>> GetAll(string owner, string name, int pullRequestNumber) =>
        connection.GetAllAsync<PullRequestReviewComment>(Query.Route($"repos/{owner}/{name}/pulls/{pullRequestNumber}/comments"));
}
