namespace Octokit;

internal sealed class IssuesLabelsClient(IConnection connection) : IIssuesLabelsClient
{
    public Task<IReadOnlyList<Label>> GetAllForIssue(string owner, string name, long issueNumber) =>
        connection.GetAllAsync<Label>(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}/labels"));

    public Task<Label> Get(string owner, string name, string labelName) => connection.GetAsync<Label>(Query.Route($"repos/{owner}/{name}/labels/{labelName}"));

    public Task<Label> Create(string owner, string name, NewLabel newLabel) => connection.PostAsync<Label>(Query.Route($"repos/{owner}/{name}/labels"), newLabel);

    public Task<IReadOnlyList<Label>> AddToIssue(string owner, string name, long issueNumber, string[] labels) =>
        connection.PostAsync<IReadOnlyList<Label>>(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}/labels"), new { labels });

    public async Task<IReadOnlyList<Label>> RemoveFromIssue(string owner, string name, long issueNumber, string labelName) =>
        (await connection.Delete<IReadOnlyList<Label>>(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}/labels/{labelName}"), null)).Body;
}
