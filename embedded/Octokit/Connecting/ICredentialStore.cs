namespace Octokit;

/// <summary>Asked before every request.</summary>
public interface ICredentialStore
{
    Task<Credentials> GetCredentials();
}
