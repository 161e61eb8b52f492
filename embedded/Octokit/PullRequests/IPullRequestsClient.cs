namespace Octokit;

public interface IPullRequestsClient
{
    IPullRequestReviewsClient Review { get; }

    IPullRequestReviewCommentsClient ReviewComment { get; }

    Task<PullRequest> Get(string owner, string name, int pullRequestNumber);

    Task<IReadOnlyList<PullRequest>> GetAllForRepository(string owner, string name, PullRequestRequest request);

    Task<IReadOnlyList<PullRequest>> GetAllForRepository(string owner, string name, PullRequestRequest request, ApiOptions options);

    Task<PullRequest> Create(string owner, string name, NewPullRequest newPullRequest);

    Task<PullRequest> Update(string owner, string name, int pullRequestNumber, PullRequestUpdate pullRequestUpdate);

    Task<PullRequestMerge> Merge(string owner, string name, int pullRequestNumber, MergePullRequest mergePullRequest);
}
