namespace Octokit;

internal sealed class CommitStatusClient(IConnection connection) : ICommitStatusClient
{
    public Task<CommitStatus> Create(string owner, string name, string reference, NewCommitStatus newCommitStatus) =>
        connection.PostAsync<CommitStatus>(Query.Route($"repos/{owner}/{name}/statuses/{reference}"), newCommitStatus);

    public Task<CombinedCommitStatus> GetCombined(string owner, string name, string reference) =>
        connection.GetAsync<CombinedCommitStatus>(Query.Route($"repos/{owner}/{name}/commits/{reference}/status"));
}
