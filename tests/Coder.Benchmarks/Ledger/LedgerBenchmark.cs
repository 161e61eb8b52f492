using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Coder.Benchmarks.Reporting;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;

namespace Coder.Benchmarks.Ledger;

/// <summary>Settlements of runs that go on at the same time, each stored when its task completes.</summary>
internal sealed class LedgerBenchmark : IBenchmark
{
    private const int Runs = 200;
    private const int SettlementsEach = 50;

    public string Name => "ledger";

    public string Title => "settlements on one account and on a hundred";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder folder = new();
        LedgerStore ledger = new(new TableServiceClient($"Data Source={folder.File("store.db")}"), TimeProvider.System);
        await SettleAsync(ledger, "warm", 1, cancellation);
        for (int i = 0; i < repetitions; i++)
        {
            double floor = SqliteFloor.CommitsPerSecond();
            figures.Add("floor: SQLite commits of one row", "1/s", floor);
            double one = await SettleAsync(ledger, $"one-{i}", 1, cancellation);
            figures.Add($"settlements of {Runs} runs of one account", "1/s", one);
            figures.Add($"settlements of {Runs} runs of one account, to floor commits", "%", 100 * one / floor);
            double many = await SettleAsync(ledger, $"many-{i}", 100, cancellation);
            figures.Add($"settlements of {Runs} runs of 100 accounts", "1/s", many);
            figures.Add($"settlements of {Runs} runs of 100 accounts, to floor commits", "%", 100 * many / floor);
        }

        return figures.Figures;
    }

    private static async Task<double> SettleAsync(LedgerStore ledger, string name, int accounts, CancellationToken cancellation)
    {
        string[] runs = [.. Enumerable.Range(0, Runs).Select(run => run.ToString(CultureInfo.InvariantCulture))];
        for (int account = 0; account < accounts; account++)
        {
            await ledger.PostAsync(
                Account(account), new LedgerOperation.Issue("grant", "grant", GrantKind.Plan, 1_000_000, TimeProvider.System.GetUtcNow().AddDays(1)), cancellation);
        }

        await Task.WhenAll(runs.Select((run, i) => ledger.PostAsync(Account(i % accounts), new LedgerOperation.Hold($"run/{run}/hold/0", run, 1_000), cancellation)));
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(runs.Select(async (run, i) =>
        {
            for (int turn = 1; turn <= SettlementsEach; turn++)
            {
                LedgerDecision decision = await ledger.PostAsync(Account(i % accounts), new LedgerOperation.Settle($"run/{run}/node/n/1/turn/{turn}", run, 10), cancellation);
                if (decision is not LedgerDecision.Posted)
                {
                    throw new InvalidOperationException($"A settlement was not posted: {decision}.");
                }
            }
        }));
        return Runs * SettlementsEach / Stopwatch.GetElapsedTime(started).TotalSeconds;

        string Account(int number) => $"{name}-{number}";
    }
}
