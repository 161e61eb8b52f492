namespace Coder.Runs.Records;

/// <summary>Sums over a run's committed turns.</summary>
public sealed record RunUsage
{
    public const decimal MicroCreditsPerCredit = 1_000_000m;

    public int Turns { get; init; }

    public int TurnsRepeatedInFlight { get; init; }

    public long InputTokens { get; init; }

    public long CachedInputTokens { get; init; }

    public long OutputTokens { get; init; }

    public bool Estimated { get; init; }

    /// <summary>Price of the turns in millionths of a credit.</summary>
    public long MicroCredits { get; init; }

    /// <summary>Wall time that was neither model, restore nor sandboxed command; set at the end.</summary>
    public double? PlatformSeconds { get; init; }
}
