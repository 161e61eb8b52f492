namespace Octokit;

/// <summary>A new App, with its secrets: they are told once.</summary>
public class GitHubAppFromManifest : GitHubApp
{
    public string ClientId { get; private set; }

    public string ClientSecret { get; private set; }

    public string WebhookSecret { get; private set; }

    public string Pem { get; private set; }
}
