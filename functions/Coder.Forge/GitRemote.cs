namespace Coder.Forge;

/// <summary>How host git reaches a repository. The credential goes into git's environment, never into a sandbox, a log or an artifact.</summary>
/// <param name="Url">Without credentials; a path for a local repository.</param>
/// <param name="Authorization">The value of the HTTP header; null when none is needed.</param>
/// <param name="ExpiresAt">When the credential ends; null without one.</param>
public sealed record GitRemote(string Url, string? Authorization, DateTimeOffset? ExpiresAt)
{
    /// <summary>Without the credential: records print their members.</summary>
    public override string ToString() => Url;
}
