namespace Octokit;

/// <summary>Which checks a protected branch asks for.</summary>
public class BranchProtectionRequiredStatusChecks
{
    /// <summary>Whether a branch must be up to date before it is merged.</summary>
    public bool Strict { get; private set; }

    public IReadOnlyList<string> Contexts { get; private set; }
}
