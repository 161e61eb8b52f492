namespace Coder.Workspaces.Mirrors;

/// <summary>How host git reaches a repository elsewhere.</summary>
/// <param name="Url">http(s), without credentials.</param>
/// <param name="Authorization">Value of the HTTP header; it goes into git's environment and nowhere else. Null: none is needed.</param>
public sealed record RemoteAccess(string Url, string? Authorization)
{
    /// <summary>Without the credential: records print their members.</summary>
    public override string ToString() => Url;
}
