using System.Security.Cryptography;
using Coder.Forge.GitHub;
using Coder.Forge.GitHub.Setup;

namespace Coder.Functions.Setup;

/// <summary>The steps from nothing to a GitHub App of this host's own.</summary>
/// <param name="apiAddress">Where GitHub's REST API is.</param>
/// <param name="webAddress">Where its pages are.</param>
/// <param name="current">The App that this host is; null: none.</param>
public sealed class GitHubSetup(Uri apiAddress, Uri webAddress, GitHubSettings? current, SetupStates states, SavedGitHubApp saved)
{
    private const int NameBytes = 3;

    public bool HasApp => current is not null;

    /// <summary>Where the manifest is to be sent, and the manifest.</summary>
    /// <param name="organization">Owner of the App; empty for the user who sends it.</param>
    public async Task<(Uri Target, string Manifest)> BeginAsync(Uri host, string organization, CancellationToken cancellation)
    {
        string path = organization.Length == 0 ? "settings/apps/new" : $"organizations/{Uri.EscapeDataString(organization)}/settings/apps/new";
        Uri target = new(webAddress, $"{path}?state={await states.IssueAsync(cancellation)}");
        return (target, AppManifest.Of($"Coder {RandomNumberGenerator.GetHexString(2 * NameBytes, lowercase: true)}", host));
    }

    /// <summary>Keeps the App that GitHub has made. Null: the state or the code is not good (any more).</summary>
    public async Task<NewGitHubApp?> CompleteAsync(string code, string state, CancellationToken cancellation)
    {
        if (!await states.TakeAsync(state, cancellation) || await AppConversion.ConvertAsync(apiAddress, code) is not { } app)
        {
            return null;
        }

        // GitHub tells the credentials once: they are kept although the browser may be gone.
        await saved.SaveAsync(app, CancellationToken.None);
        return app;
    }
}
