namespace Coder.Accounts.Projects;

/// <summary>How storing a project went.</summary>
public abstract record ProjectOutcome
{
    private ProjectOutcome()
    {
    }

    public sealed record Stored(Project Project) : ProjectOutcome;

    /// <summary>Another project of the account has the name.</summary>
    public sealed record NameTaken : ProjectOutcome;

    /// <summary>The account has as many projects as its plan allows.</summary>
    public sealed record TooMany(int Max) : ProjectOutcome;

    /// <summary>The account has no such project.</summary>
    public sealed record Missing : ProjectOutcome;
}
