namespace Octokit;

internal sealed class RepositoryCommitsClient(IConnection connection) : IRepositoryCommitsClient
{
    public Task<GitHubCommit> Get(string owner, string name, string reference) =>
        connection.GetAsync<GitHubCommit>(Query.Route($"repos/{owner}/{name}/commits/{reference}"));

    public async Task<string> GetSha1(string owner, string name, string reference) =>
        (await connection.Get<string>(Query.Route($"repos/{owner}/{name}/commits/{reference}"), null, "application/vnd.github.sha")).Body;
}
