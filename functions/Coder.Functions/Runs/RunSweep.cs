using Coder.Contracts;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Runs;

/// <summary>
/// Finds the runs that nobody works on although their rows say that somebody should: stored but never started, or with an answer, a pause, a cancel or a
/// new budget whose nudge was lost with its process.
/// </summary>
public sealed partial class RunSweep(RunStore runs, ApprovalStore approvals, RunIntake intake, RunControls controls, ILogger<RunSweep> logger)
{
    /// <summary>Looks at every run that is not final.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlySet<string>> SweepAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        HashSet<string> open = new(StringComparer.Ordinal);
        foreach (RunKey key in await runs.ListOpenAsync(cancellation))
        {
            try
            {
                if (!await IsOpenAsync(key, client, cancellation))
                {
                    continue;
                }
            }
            catch (Exception e) when (e is ContentLostException or Azure.RequestFailedException)
            {
                // One run that cannot be read keeps no other from going on.
                LogUnreadable(e, key.RunId);
            }

            open.Add(key.RunId);
        }

        return open;
    }

    private async Task<bool> IsOpenAsync(RunKey key, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await runs.FindAsync(key, cancellation) is not { } run)
        {
            // Being stored just now, or never: its request went wrong.
            return true;
        }

        if (RunTransitions.IsFinal(run.Status))
        {
            await runs.CloseAsync(key, cancellation);
            return false;
        }

        if (run.Status == RunStatus.Quarantined)
        {
            // Its user decides what becomes of it.
            return true;
        }

        if (await client.GetInstanceAsync(run.InstanceId, cancellation) is null)
        {
            await intake.BeginAsync(run, client, cancellation);
            LogBegun(run.RunId);
        }
        else if (await WaitsForNothingAsync(run, cancellation))
        {
            await controls.NudgeAsync(run, client, cancellation);
            LogNudged(run.RunId);
        }

        return true;
    }

    /// <summary>True: what the run waits for has happened.</summary>
    private async Task<bool> WaitsForNothingAsync(RunRecord run, CancellationToken cancellation) => (run.Control, run.Status) switch
    {
        (RunControl.Cancel, _) => true,
        (RunControl.Pause, RunStatus.WaitingApproval or RunStatus.WaitingInput or RunStatus.BudgetExceeded) => true,
        (RunControl.Go, RunStatus.Paused) => true,
        (RunControl.Go, RunStatus.BudgetExceeded) => !run.IsBudgetSpent,
        (RunControl.Go, RunStatus.WaitingApproval or RunStatus.WaitingInput) =>
            (await approvals.ListAsync(run.RunId, cancellation)).All(a => a.State != ApprovalStates.Pending),
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: was stored but never started; begun now")]
    private partial void LogBegun(string runId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: had missed what it waits for; nudged")]
    private partial void LogNudged(string runId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RunId}: cannot be looked at")]
    private partial void LogUnreadable(Exception error, string runId);
}
