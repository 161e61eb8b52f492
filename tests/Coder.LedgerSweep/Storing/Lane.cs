using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Storing;

/// <summary>One spender's operations, the same in every life of the worker: what a lane asked for before it was killed it asks for again.</summary>
internal sealed class Lane(int seed, int lane)
{
    private const int StepsOfARun = 10;

    /// <summary>Two accounts, so that a lane has company.</summary>
    internal string Account { get; } = $"account-{lane % 2}";

    internal LedgerOperation At(int index, DateTimeOffset now)
    {
        Random random = new(HashCode(index));
        string run = $"{lane}-{index / StepsOfARun}";
        long amount = random.NextInt64(1, 1_000);
        string turn = $"run/{run}/node/n/1/turn/{index}";
        return (index % StepsOfARun) switch
        {
            0 => new LedgerOperation.Issue($"stripe/{lane}-{index}", $"{lane}-{index}", (GrantKind)random.Next(4), 6_000, now + LifeOf(random)),
            1 or 4 => new LedgerOperation.Hold($"run/{run}/hold/{index}", run, 800 + amount),
            8 => random.Next(3) == 0 ? new LedgerOperation.Refund($"stripe/refund/{lane}-{index}", $"{lane}-{index - 8}", amount) : new LedgerOperation.ChangePlan($"plan/{lane}-{index}", "plan", 10 * amount),
            9 => random.Next(4) == 0 ? new LedgerOperation.BillOverage($"bill/{lane}-{index}") : new LedgerOperation.Release(run),
            _ => new LedgerOperation.Settle(turn, run, amount / 3),
        };
    }

    /// <summary>Some expire while the sweep is at work; the others last, however slow the machine is, so that there is something to spend.</summary>
    private static TimeSpan LifeOf(Random random) => random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(200, 20_000)) : TimeSpan.FromDays(1);

    // Not System.HashCode: it differs from process to process.
    private int HashCode(int index) => unchecked((((seed * 486_187_739) + lane) * 486_187_739) + index);
}
