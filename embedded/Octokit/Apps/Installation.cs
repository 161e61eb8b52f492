namespace Octokit;

/// <summary>An App on an account.</summary>
public class Installation : InstallationId
{
    public long AppId { get; private set; }

    public User Account { get; private set; }

    public StringEnum<AccountType> TargetType { get; private set; }

    public IReadOnlyList<string> Events { get; private set; }

    public DateTimeOffset? SuspendedAt { get; private set; }
}
