namespace Octokit;

internal sealed class PullRequestReviewCommentReactionsClient(IConnection connection) : IPullRequestReviewCommentReactionsClient
{
    public Task<Reaction> Create(string owner, string name, long commentId, NewReaction reaction) =>
        connection.PostAsync<Reaction>(Query.Route($"repos/{owner}/{name}/pulls/comments/{commentId}/reactions"), reaction);

    public Task Delete(string owner, string name, long commentId, long reactionId) =>
        connection.Delete(Query.Route($"repos/{owner}/{name}/pulls/comments/{commentId}/reactions/{reactionId}"));
}
