using System.Text.Json.Nodes;
using Coder.Accounts;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Budgets;
using Coder.Billing.Ledger;
using Coder.Billing.Prices;
using Coder.Billing.Usage;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;

namespace Coder.Functions.Credits;

/// <summary>The monthly budgets of a run's account and project, looked at before every turn; and what its people are warned of, once each.</summary>
public sealed class RunBudgets(BudgetStore budgets, UsageStore usage, LedgerStore ledger, RunJournal journal, TimeProvider time)
{
    private const string Account = "account";
    private const string Project = "project";
    private const string Run = "run";

    /// <summary>Credits for fewer turns than this, like those of the run so far, are few.</summary>
    private const int TurnsLow = 10;

    /// <summary>Whose budget of this month is spent; null: none is.</summary>
    public async Task<RunFault?> SpentAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach ((string whose, Budget budget, long spent) in await ReadAsync(run, cancellation))
        {
            if (budget.At(spent) == BudgetState.Exceeded)
            {
                return whose == Project
                    ? new RunFault("project_budget_exceeded", "The project has spent its budget of this month. Raise it, then resume the run: it goes on at this turn.")
                    : new RunFault("account_budget_exceeded", "The account has spent its budget of this month. Raise it, then resume the run: it goes on at this turn.");
            }
        }

        return null;
    }

    /// <summary>After a turn: tells of budgets and credits that come to their end.</summary>
    /// <param name="used">By the run so far.</param>
    public async Task WarnAsync(RunRecord run, RunUsage used, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(used);
        List<(string Whose, Budget Budget, long Spent)> all = await ReadAsync(run, cancellation);
        if (run.Budget is { } credits && credits < LedgerLimits.MicroCreditsMax / PriceTable.MicroCreditsPerCredit)
        {
            all.Add((Run, new Budget((long)(credits * PriceTable.MicroCreditsPerCredit), Budget.WarnPercentDefault), used.MicroCredits));
        }

        foreach ((string whose, Budget budget, long spent) in all.Where(one => one.Budget.At(one.Spent) != BudgetState.Within))
        {
            // Of another budget it is told anew.
            await journal.RunAsync(
                run.RunId,
                RunEventTypes.BudgetWarning,
                $"budget/{whose}/{budget.MicroCredits}",
                new JsonObject { ["budget"] = whose, ["percent"] = budget.WarnPercent, ["spent"] = Credits(spent), ["credits"] = Credits(budget.MicroCredits) },
                cancellation);
        }

        if (run.Account != AccountId.Local.Value && used.Turns > 0)
        {
            await WarnOfCreditsAsync(run, used.MicroCredits / used.Turns, cancellation);
        }
    }

    private async Task WarnOfCreditsAsync(RunRecord run, long turn, CancellationToken cancellation)
    {
        LedgerState state = await ledger.ReadAsync(run.Account, cancellation);
        long left = state.Available(time.GetUtcNow()) + state.OverageLeft + (state.Holds.GetValueOrDefault(run.RunId)?.MicroCredits ?? 0);
        if (left < turn * TurnsLow)
        {
            await journal.RunAsync(run.RunId, RunEventTypes.CreditsLow, "credits/low", new JsonObject { ["credits"] = Credits(left), ["turn"] = Credits(turn) }, cancellation);
        }
    }

    private async Task<List<(string Whose, Budget Budget, long Spent)>> ReadAsync(RunRecord run, CancellationToken cancellation)
    {
        List<(string Whose, Budget Budget, long Spent)> found = [];
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string whose, string? project) in run.Project is { } own ? (IEnumerable<(string, string?)>)[(Project, own), (Account, null)] : [(Account, null)])
        {
            if (await budgets.FindAsync(run.Account, project, cancellation) is { } budget)
            {
                found.Add((whose, budget, await usage.MonthAsync(run.Account, project, now, cancellation)));
            }
        }

        return found;
    }

    private static decimal Credits(long microCredits) => (decimal)microCredits / PriceTable.MicroCreditsPerCredit;
}
