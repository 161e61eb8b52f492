namespace Octokit;

/// <summary>The App itself; all but the last need its JSON Web Token.</summary>
public interface IGitHubAppsClient
{
    Task<GitHubApp> GetCurrent();

    Task<IReadOnlyList<Installation>> GetAllInstallationsForCurrent();

    Task<Installation> GetInstallationForCurrent(long installationId);

    Task<Installation> GetRepositoryInstallationForCurrent(string owner, string repo);

    Task<AccessToken> CreateInstallationToken(long installationId);

    Task<GitHubAppFromManifest> CreateAppFromManifest(string code);
}
