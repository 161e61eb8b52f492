namespace Octokit;

internal sealed class IssueReactionsClient(IConnection connection) : IIssueReactionsClient
{
    public Task<Reaction> Create(string owner, string name, long issueNumber, NewReaction reaction) =>
        connection.PostAsync<Reaction>(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}/reactions"), reaction);

    public Task Delete(string owner, string name, long issueNumber, long reactionId) =>
        connection.Delete(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}/reactions/{reactionId}"));
}
