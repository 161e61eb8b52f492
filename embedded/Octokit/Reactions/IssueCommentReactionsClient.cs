namespace Octokit;

internal sealed class IssueCommentReactionsClient(IConnection connection) : IIssueCommentReactionsClient
{
    public Task<Reaction> Create(string owner, string name, long commentId, NewReaction reaction) =>
        connection.PostAsync<Reaction>(Query.Route($"repos/{owner}/{name}/issues/comments/{commentId}/reactions"), reaction);

    public Task Delete(string owner, string name, long commentId, long reactionId) =>
        connection.Delete(Query.Route($"repos/{owner}/{name}/issues/comments/{commentId}/reactions/{reactionId}"));
}
