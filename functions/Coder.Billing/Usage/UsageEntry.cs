namespace Coder.Billing.Usage;

/// <summary>A settled turn.</summary>
/// <param name="Id">Of its posting; the same turn is counted once.</param>
/// <param name="At">When it was settled: its day and month are those of UTC.</param>
/// <param name="Project">Null: the run belongs to none.</param>
/// <param name="InputTokens">Uncached.</param>
/// <param name="MicroCredits">Settled; of an account that is not charged, estimated.</param>
public sealed record UsageEntry(
    string Id, DateTimeOffset At, string? Project, string Agent, string Model, long InputTokens, long CachedInputTokens, long OutputTokens, long MicroCredits);
