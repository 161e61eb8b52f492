namespace Coder.Runs.Turns;

/// <summary>What asking for a claim gave.</summary>
public abstract record ClaimOutcome
{
    private ClaimOutcome()
    {
    }

    /// <summary>The turn is committed: read it.</summary>
    public sealed record Committed : ClaimOutcome;

    /// <summary>The caller may request the turn.</summary>
    public sealed record Acquired(TurnClaim Claim) : ClaimOutcome;

    /// <summary>Another activity is at it until then, unless it renews.</summary>
    public sealed record Held(DateTimeOffset Until) : ClaimOutcome;
}
