namespace Coder.Forge.GitHub;

/// <summary>The GitHub App that acts for this host.</summary>
/// <param name="AppId">The App's number.</param>
/// <param name="PrivateKeyPem">Its private key.</param>
/// <param name="ApiAddress">Where the REST API is; <c>https://api.github.com/</c>, or that of an enterprise server with its path.</param>
/// <param name="WebAddress">Where git clones from; <c>https://github.com/</c>.</param>
public sealed record GitHubSettings(long AppId, string PrivateKeyPem, Uri ApiAddress, Uri WebAddress)
{
    /// <summary>Without the key: records print their members.</summary>
    public override string ToString() => $"App {AppId} at {ApiAddress}";
}
