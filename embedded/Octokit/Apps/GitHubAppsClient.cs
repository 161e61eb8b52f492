namespace Octokit;

internal sealed class GitHubAppsClient(IConnection connection) : IGitHubAppsClient
{
    public Task<GitHubApp> GetCurrent() => connection.GetAsync<GitHubApp>(Query.Route($"app"));

    public Task<IReadOnlyList<Installation>> GetAllInstallationsForCurrent() => connection.GetAllAsync<Installation>(Query.Route($"app/installations"));

    public Task<Installation> GetInstallationForCurrent(long installationId) => connection.GetAsync<Installation>(Query.Route($"app/installations/{installationId}"));

    public Task<Installation> GetRepositoryInstallationForCurrent(string owner, string repo) =>
        connection.GetAsync<Installation>(Query.Route($"repos/{owner}/{repo}/installation"));

    public Task<AccessToken> CreateInstallationToken(long installationId) =>
        connection.PostAsync<AccessToken>(Query.Route($"app/installations/{installationId}/access_tokens"), null);

    public Task<GitHubAppFromManifest> CreateAppFromManifest(string code) =>
        connection.PostAsync<GitHubAppFromManifest>(Query.Route($"app-manifests/{code}/conversions"), null);
}
