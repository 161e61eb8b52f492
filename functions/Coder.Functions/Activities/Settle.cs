using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Brings the run's state in line with what interrupted it, or with the user's word to go on.</summary>
public sealed class Settle(RunStore runs, RunJournal journal, TimeProvider time)
{
    [Function(nameof(Settle))]
    public async Task<SettleOutput> RunAsync([ActivityTrigger] SettleInput input, CancellationToken cancellation)
    {
        RunKey key = new(input.Account, input.RunId);
        StopCause cause = input.Cause;
        RunRecord before = await runs.GetAsync(key, cancellation);
        RunRecord run = await runs.UpdateAsync(
            key,
            r =>
            {
                cause = Decide(r, input.Cause);
                return Apply(r, cause, time.GetUtcNow());
            },
            cancellation);
        if (run.Status != before.Status)
        {
            await journal.RunAsync(run.RunId, RunEventTypes.RunStatus, null, new JsonObject { ["status"] = StatusText.Of(run.Status) }, cancellation);
        }

        return new SettleOutput(RunCursor.CurrentSchema, cause);
    }

    private static StopCause Decide(RunRecord run, StopCause cause) => run.Control switch
    {
        RunControl.Cancel => StopCause.Canceled,
        RunControl.Pause => StopCause.Paused,
        _ when cause == StopCause.TimedOut => StopCause.TimedOut,
        // Only what met the budget waits for a new one: a run that was paused at a question needs none to go on.
        _ when cause == StopCause.Budget && run.IsBudgetSpent => StopCause.Budget,
        _ => StopCause.None,
    };

    private static RunRecord Apply(RunRecord run, StopCause cause, DateTimeOffset now) => cause switch
    {
        StopCause.Paused when run.Status != RunStatus.Paused => run.After(RunOperation.Pause, now),
        StopCause.Budget when run.Status == RunStatus.Running => run.After(RunOperation.ExceedBudget, now),
        StopCause.None when run.Status is RunStatus.Paused or RunStatus.BudgetExceeded => run.After(RunOperation.Resume, now),
        _ => run,
    };
}
