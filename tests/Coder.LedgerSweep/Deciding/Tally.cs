using System.Collections.Concurrent;
using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Deciding;

/// <summary>Counts what a sweep has met, so that it shows when something never happened.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private long _crashes;

    internal IReadOnlyDictionary<string, long> Counts => _counts;

    internal long Crashes => Interlocked.Read(ref _crashes);

    internal void Crash() => Interlocked.Increment(ref _crashes);

    internal void Count(PostingKind kind, LedgerDecision decision)
    {
        string what = decision switch
        {
            LedgerDecision.Posted { Posting.Shortfall: > 0 } => $"{kind} with a shortfall",
            LedgerDecision.Posted => $"{kind}",
            LedgerDecision.Repeated => "repeat",
            LedgerDecision.Refused refused => $"refused {refused.Code}",
            _ => "unknown",
        };
        _counts.AddOrUpdate(what, 1, (_, count) => count + 1);
    }
}
