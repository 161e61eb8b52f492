namespace Octokit;

internal sealed class IssuesClient(IConnection connection) : IIssuesClient
{
    public IIssueCommentsClient Comment { get; } = new IssueCommentsClient(connection);

    public IIssuesLabelsClient Labels { get; } = new IssuesLabelsClient(connection);

    public Task<Issue> Get(string owner, string name, long issueNumber) => connection.GetAsync<Issue>(Query.Route($"repos/{owner}/{name}/issues/{issueNumber}"));
}
