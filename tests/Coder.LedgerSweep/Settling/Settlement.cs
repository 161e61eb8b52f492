using System.Globalization;
using Azure.Data.Tables;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Billing.Usage;
using Coder.LedgerSweep.Storing;

namespace Coder.LedgerSweep.Settling;

/// <summary>The credits of one run from its first hold to its release, as the product posts them: every step may be asked for again, and is, from the first on.</summary>
internal sealed class Settlement(string folder)
{
    internal const string Account = "acme";

    private const string Run = "r1";
    private const int Turns = 3;
    private const long Granted = 1_000;
    private const long TurnHold = 100;

    private static readonly DateTimeOffset Expiry = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TableServiceClient _tables = new($"Data Source={Path.Combine(folder, "store.db")}");

    /// <summary>What is wrong with the store as it is; then all of the run, from its first step.</summary>
    /// <returns>One line: what the run left.</returns>
    internal async Task<string> CarryOutAsync()
    {
        LedgerStore ledger = new(_tables, TimeProvider.System);
        UsageStore usage = new(_tables);
        IReadOnlyList<string> before = await BrokenAsync(ledger, usage);
        await ledger.PostAsync(Account, new LedgerOperation.Issue("stripe/pack", "pack", GrantKind.Purchase, Granted, Expiry), CancellationToken.None);
        await ledger.PostAsync(Account, new LedgerOperation.Hold($"run/{Run}/hold/0", Run, TurnHold), CancellationToken.None);
        for (int turn = 1; turn <= Turns; turn++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"run/{Run}/node/n/1/turn/{turn}");
            await ledger.PostAsync(Account, new LedgerOperation.Hold($"{id}/hold/8192", Run, TurnHold), CancellationToken.None);
            LedgerDecision settled = await ledger.PostAsync(Account, new LedgerOperation.Settle(id, Run, 10 * turn), CancellationToken.None);
            // Settled in an earlier life, and the run released by now: then that answer comes again.
            Posting posting = ((settled as LedgerDecision.Posted)?.Posting ?? (settled as LedgerDecision.Repeated)?.Posting)!;
            await usage.RecordAsync(Account, new UsageEntry(id, posting.At, null, "agent", "model", 1, 0, 1, posting.MicroCredits), CancellationToken.None);
        }

        await ledger.PostAsync(Account, new LedgerOperation.Release(Run), CancellationToken.None);
        IReadOnlyList<string> broken = [.. before, .. await BrokenAsync(ledger, usage)];
        LedgerState end = await ledger.ReadAsync(Account, CancellationToken.None);
        long counted = await UsedAsync(usage);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"spent {end.Balance(LedgerAccount.Spent)}, held {end.Balance(LedgerAccount.Held)}, left {end.Available(TimeProvider.System.GetUtcNow())}, counted {counted}, postings {end.Sequence}{string.Concat(broken.Select(b => $"; {b}"))}");
    }

    private static async Task<IReadOnlyList<string>> BrokenAsync(LedgerStore ledger, UsageStore usage)
    {
        LedgerState state = await ledger.ReadAsync(Account, CancellationToken.None);
        IReadOnlyList<Posting> postings = (await ledger.StatementAsync(Account, null, 1_000, CancellationToken.None)).Postings;
        long counted = await UsedAsync(usage);
        // A turn is counted after it is settled, never before.
        return [.. StoredLedgers.Broken(state, postings), .. counted > state.Balance(LedgerAccount.Spent) ? [$"{counted} are counted of {state.Balance(LedgerAccount.Spent)} spent"] : (string[])[]];
    }

    private static async Task<long> UsedAsync(UsageStore usage) =>
        (await usage.ReadAsync(Account, DateOnly.MinValue, DateOnly.MaxValue, CancellationToken.None)).Sum(line => line.MicroCredits);
}
