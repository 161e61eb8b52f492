namespace Octokit;

public enum AccountType
{
    User,
    Organization,
    Bot,
    Mannequin,
}
