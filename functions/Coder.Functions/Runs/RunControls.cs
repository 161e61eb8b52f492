using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Orchestrations;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>Cancel, pause, resume: the control row first, then a nudge for whoever waits.</summary>
/// <param name="stepsPerHistory"><c>CODER_STEPS_PER_HISTORY</c>; see <see cref="RunCursor.StepsPerHistory"/>.</param>
public sealed class RunControls(RunStore runs, RunSteps steps, ApprovalStore approvals, RunQuarantine quarantine, int stepsPerHistory)
{
    public Task<RunRecord> CancelAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation) =>
        SetAsync(run, RunOperation.Cancel, r => r with { Control = RunControl.Cancel }, client, cancellation);

    public Task<RunRecord> PauseAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation) =>
        SetAsync(
            run,
            RunOperation.Pause,
            r => r.Status == RunStatus.Quarantined ? throw new IllegalTransitionException(r.Status, RunOperation.Pause)
                : r.Control == RunControl.Cancel ? r
                : r with { Control = RunControl.Pause },
            client,
            cancellation);

    /// <summary>Lets a paused run, or one out of budget or in quarantine, go on; a run that works already is only nudged.</summary>
    public Task<RunRecord> ResumeAsync(RunRecord run, ResumeRequest request, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SetAsync(
            run,
            RunOperation.Resume,
            r => r.Control == RunControl.Cancel ? r : r with { Control = RunControl.Go, Budget = request.Budget ?? r.Budget, IsOutOfCredits = false },
            client,
            cancellation);
    }

    /// <summary>Wakes the run's orchestrations: whoever waits reads its rows again.</summary>
    public async Task NudgeAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(client);
        HashSet<string> instances = [run.InstanceId];
        foreach (ApprovalRecord approval in await approvals.ListAsync(run.RunId, cancellation))
        {
            instances.Add(approval.InstanceId);
        }

        if (await StartAsync(run, client, cancellation))
        {
            // The process had ended between the run's row and its start.
            return;
        }

        foreach (string instance in instances)
        {
            await client.RaiseEventAsync(instance, Nudge.EventName, null, cancellation);
        }
    }

    /// <summary>Starts the run's orchestration unless it was started before. True: this call did.</summary>
    public async Task<bool> StartAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(client);
        // Asked first, because the id of an instance that has ended may be used again: the run would start anew.
        if (await client.GetInstanceAsync(run.InstanceId, cancellation) is not null)
        {
            return false;
        }

        RunCursor cursor = run.Redrives == 0 ? RunCursor.Start(run.Account, run.RunId) : await CursorAsync(run, cancellation);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(GraphRun), cursor with { StepsPerHistory = stepsPerHistory }, new StartOrchestrationOptions(run.InstanceId), cancellation);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The sweep and the request that made the run may both find it not started.
            return false;
        }
    }

    /// <summary>Where a run's rows say that it stands. Once a step was decided, its workspace is the agent's: nothing is restored in it any more.</summary>
    private async Task<RunCursor> CursorAsync(RunRecord run, CancellationToken cancellation) => RunCursor.Start(run.Account, run.RunId) with
    {
        Step = await steps.FirstOpenAsync(run.RunId, cancellation),
        IsPrepared = await steps.FindAsync(run.RunId, 0, cancellation) is not null,
        End = run.Control == RunControl.Cancel ? StopCause.Canceled : StopCause.None,
    };

    private async Task<RunRecord> SetAsync(
        RunRecord run, RunOperation operation, Func<RunRecord, RunRecord> change, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        bool redrives = false;
        run = await runs.UpdateAsync(
            run.Key,
            r =>
            {
                RunRecord changed = RunTransitions.IsFinal(r.Status) ? throw new IllegalTransitionException(r.Status, operation) : change(r);
                redrives = r.Status == RunStatus.Quarantined;
                return redrives ? quarantine.Redriven(changed) : changed;
            },
            cancellation);
        if (redrives)
        {
            await RunInstances.EndAsync(run, client, cancellation);
            await quarantine.TellRedriveAsync(run, cancellation);
        }

        await NudgeAsync(run, client, cancellation);
        return run;
    }
}
