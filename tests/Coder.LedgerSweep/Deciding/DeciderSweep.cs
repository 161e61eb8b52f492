using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Deciding;

/// <summary>Simulates accounts on the decider, one a seed, and judges after every operation.</summary>
internal static class DeciderSweep
{
    /// <summary>The first finding of each seed that has one; all seeds are independent.</summary>
    internal static IReadOnlyList<Finding> Run(int firstSeed, int seeds, int operations, Decide decide, Tally tally)
    {
        Finding?[] found = new Finding?[seeds];
        Parallel.For(0, seeds, index => found[index] = RunSeed(firstSeed + index, operations, decide, tally));
        return [.. found.OfType<Finding>()];
    }

    private static Finding? RunSeed(int seed, int operations, Decide decide, Tally tally)
    {
        Random random = new(seed);
        OperationMix mix = new(random);
        Shadow shadow = new();
        LedgerState state = LedgerState.Empty;
        DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int number = 1; number <= operations; number++)
        {
            now += random.Next(12) == 0 ? TimeSpan.FromDays(random.Next(1, 10)) : TimeSpan.FromSeconds(random.Next(60));
            LedgerOperation operation = mix.Next(now);
            PastPostings past = shadow.Past(operation);
            LedgerDecision decision = decide(state, operation, past, now);
            if (random.Next(20) == 0)
            {
                // The process dies before anything is stored: the next one decides anew, on the same state.
                tally.Crash();
                decision = decide(state, operation, past, now);
            }

            IReadOnlyList<string> wrong = shadow.Judge(state, operation, decision, now);
            if (wrong.Count > 0)
            {
                return new Finding(seed, number, string.Join(" ", wrong));
            }

            tally.Count(operation.Kind, decision);
            state = decision is LedgerDecision.Posted posted ? posted.State : state;
        }

        return null;
    }
}
