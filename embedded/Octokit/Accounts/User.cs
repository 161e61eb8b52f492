namespace Octokit;

/// <summary>An account.</summary>
public class User : Account
{
}
