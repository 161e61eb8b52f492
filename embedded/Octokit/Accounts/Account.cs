namespace Octokit;

/// <summary>A user, a bot or an organization.</summary>
public abstract class Account
{
    protected Account()
    {
    }

    public long Id { get; set; }

    public string NodeId { get; set; }

    public string Login { get; set; }

    public AccountType? Type { get; set; }

    public string HtmlUrl { get; set; }
}
