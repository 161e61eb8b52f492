namespace Coder.Forge.Checks;

/// <summary>Whether a commit may be merged as far as checks go. Pure.</summary>
public static class RequiredChecks
{
    /// <summary>
    /// <see cref="CheckState.Failed"/> as soon as one required check has failed, <see cref="CheckState.Passed"/> when all have passed, else
    /// <see cref="CheckState.Pending"/>: a check that is missing or did not run never counts.
    /// </summary>
    public static CheckState Verdict(IEnumerable<string> required, IReadOnlyDictionary<string, CheckState> checks)
    {
        CheckState[] states = [.. required.Select(name => checks.GetValueOrDefault(name, CheckState.NotRun))];
        return states.Contains(CheckState.Failed) ? CheckState.Failed
            : states.All(state => state == CheckState.Passed) ? CheckState.Passed
            : CheckState.Pending;
    }
}
