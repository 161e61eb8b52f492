namespace Octokit;

internal sealed class ReleasesClient(IConnection connection) : IReleasesClient
{
    public Task<Release> Get(string owner, string name, string tag) => connection.GetAsync<Release>(Query.Route($"repos/{owner}/{name}/releases/tags/{tag}"));

    public Task<Release> Create(string owner, string name, NewRelease data) => connection.PostAsync<Release>(Query.Route($"repos/{owner}/{name}/releases"), data);

    public Task<Release> Edit(string owner, string name, long id, ReleaseUpdate data) =>
        connection.PatchAsync<Release>(Query.Route($"repos/{owner}/{name}/releases/{id}"), data);
}
