namespace Octokit;

internal sealed class IssueCommentsClient(IConnection connection) : IIssueCommentsClient
{
    public Task<IssueComment> Get(string owner, string name, long commentId) =>
        connection.GetAsync<IssueComment>(Query.Route($"repos/{owner}/{name}/issues/comments/{commentId}"));

    public Task<IReadOnlyList<IssueComment>> GetAllForIssue(string owner, string name, long issueNumber) => GetAllForIssue(owner, name, issueNumber, ApiOptions.None);

    public Task<IReadOnlyList<IssueComment>> GetAllForIssue(string owner, string name, long issueNumber, ApiOptions options) =>
        connection.GetAllAsync<IssueComment>(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}/comments"), options: options);

    public Task<IssueComment> Create(string owner, string name, long issueNumber, string newComment) =>
        connection.PostAsync<IssueComment>(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}/comments"), new { body = newComment });

    public Task<IssueComment> Update(string owner, string name, long commentId, string commentUpdate) =>
        connection.PatchAsync<IssueComment>(Query.Route($"repos/{owner}/{name}/issues/comments/{commentId}"), new { body = commentUpdate });

    public Task Delete(string owner, string name, long commentId) => connection.Delete(Query.Route($"repos/{owner}/{name}/issues/comments/{commentId}"));
}
