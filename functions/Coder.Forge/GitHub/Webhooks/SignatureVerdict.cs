namespace Coder.Forge.GitHub.Webhooks;

/// <summary>Whether a webhook is GitHub's.</summary>
public enum SignatureVerdict
{
    Valid,

    /// <summary>No secret is configured: nobody can be believed.</summary>
    NoSecret,

    /// <summary>Not signed with SHA-256; a SHA-1 signature does not count.</summary>
    Missing,

    /// <summary>Signed with another secret, or changed since.</summary>
    Wrong,
}
