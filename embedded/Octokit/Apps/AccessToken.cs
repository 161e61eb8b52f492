namespace Octokit;

/// <summary>A token of an installation; its format is not to be relied on.</summary>
public class AccessToken
{
    public string Token { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }
}
