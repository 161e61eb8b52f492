namespace Coder.Forge.GitHub.Setup;

/// <summary>An App that GitHub has just made, with the secrets that it tells once.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="PageUrl">Its page, where it is installed.</param>
/// <param name="WebhookSecret">Null when it has no webhook.</param>
public sealed record NewGitHubApp(long Id, string Slug, string PageUrl, string PrivateKeyPem, string? WebhookSecret)
{
    /// <summary>Without the secrets: records print their members.</summary>
    public override string ToString() => $"App {Id}, {Slug}";
}
