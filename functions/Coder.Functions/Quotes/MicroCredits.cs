using Coder.Billing.Ledger;

namespace Coder.Functions.Quotes;

/// <summary>Sums of what may be absurdly large in a graph that somebody wrote: they end at what a ledger can hold.</summary>
internal static class MicroCredits
{
    internal static long Times(long a, long b) => (long)Math.Min((decimal)a * b, LedgerLimits.MicroCreditsMax);

    internal static long Sum(IEnumerable<long> values) => values.Aggregate(0L, (sum, value) => Math.Min(sum + value, LedgerLimits.MicroCreditsMax));
}
