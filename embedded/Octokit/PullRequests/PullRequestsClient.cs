using System.Net;

namespace Octokit;

internal sealed class PullRequestsClient(IConnection connection) : IPullRequestsClient
{
    public IPullRequestReviewsClient Review { get; } = new PullRequestReviewsClient(connection);

    public IPullRequestReviewCommentsClient ReviewComment { get; } = new PullRequestReviewCommentsClient(connection);

    public Task<PullRequest> Get(string owner, string name, int pullRequestNumber) =>
        connection.GetAsync<PullRequest>(Query.Route($"repos/{owner}/{name}/pulls/{pullRequestNumber}"));

    public Task<IReadOnlyList<PullRequest>> GetAllForRepository(string owner, string name, PullRequestRequest request) =>
        GetAllForRepository(owner, name, request, ApiOptions.None);

    public Task<IReadOnlyList<PullRequest>> GetAllForRepository(string owner, string name, PullRequestRequest request, ApiOptions options) =>
        connection.GetAllAsync<PullRequest>(Query.Route($"repos/{owner}/{name}/pulls"), request, options);

    public Task<PullRequest> Create(string owner, string name, NewPullRequest newPullRequest) =>
        connection.PostAsync<PullRequest>(Query.Route($"repos/{owner}/{name}/pulls"), newPullRequest);

    public Task<PullRequest> Update(string owner, string name, int pullRequestNumber, PullRequestUpdate pullRequestUpdate) =>
        connection.PatchAsync<PullRequest>(Query.Route($"repos/{owner}/{name}/pulls/{pullRequestNumber}"), pullRequestUpdate);

    /// <exception cref="PullRequestNotMergeableException">It cannot be merged as things are.</exception>
    /// <exception cref="PullRequestMismatchException">The head is another commit than the one named.</exception>
    public async Task<PullRequestMerge> Merge(string owner, string name, int pullRequestNumber, MergePullRequest mergePullRequest)
    {
        try
        {
            return (await connection.Put<PullRequestMerge>(Query.Route($"repos/{owner}/{name}/pulls/{pullRequestNumber}/merge"), mergePullRequest)).Body;
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.MethodNotAllowed)
        {
            throw new PullRequestNotMergeableException(e.HttpResponse, e);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            throw new PullRequestMismatchException(e.HttpResponse, e);
        }
    }
}
