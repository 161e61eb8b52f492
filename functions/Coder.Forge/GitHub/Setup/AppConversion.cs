using Octokit;
using Octokit.Internal;

namespace Coder.Forge.GitHub.Setup;

/// <summary>Gets the credentials of an App that GitHub has made of our manifest.</summary>
public static class AppConversion
{
    /// <summary>Exchanges the code that GitHub's redirect brings, which is good once and for an hour. Null when it is not.</summary>
    /// <param name="apiAddress">Where the REST API is.</param>
    public static async Task<NewGitHubApp?> ConvertAsync(Uri apiAddress, string code)
    {
        GitHubClient client = new(new Connection(new ProductHeaderValue("coder-functions"), apiAddress, new InMemoryCredentialStore(Credentials.Anonymous)));
        try
        {
            GitHubAppFromManifest made = await client.GitHubApps.CreateAppFromManifest(code);
            return new NewGitHubApp(made.Id, made.Slug, made.HtmlUrl, made.Pem, made.WebhookSecret);
        }
        catch (ApiException e) when (e is NotFoundException or ApiValidationException)
        {
            return null;
        }
    }
}
