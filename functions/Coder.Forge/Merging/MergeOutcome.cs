namespace Coder.Forge.Merging;

/// <summary>What became of a merge.</summary>
public abstract record MergeOutcome
{
    private MergeOutcome()
    {
    }

    /// <summary>The change is in the base branch, now or since an earlier try.</summary>
    /// <param name="Commit">The newest commit of the merge.</param>
    public sealed record Merged(string Commit) : MergeOutcome;

    /// <param name="Message">What the forge says, for people.</param>
    public sealed record Refused(MergeRefusal Reason, string Message) : MergeOutcome;
}
