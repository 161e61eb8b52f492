using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Orchestrations;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>Cancel, pause, resume: the control row first, then a nudge for whoever waits.</summary>
/// <param name="stepsPerHistory"><c>CODER_STEPS_PER_HISTORY</c>; see <see cref="RunCursor.StepsPerHistory"/>.</param>
public sealed class RunControls(RunStore runs, ApprovalStore approvals, int stepsPerHistory)
{
    public Task<RunRecord> CancelAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation) =>
        SetAsync(run, RunOperation.Cancel, r => r with { Control = RunControl.Cancel }, client, cancellation);

    public Task<RunRecord> PauseAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation) =>
        SetAsync(run, RunOperation.Pause, r => r.Control == RunControl.Cancel ? r : r with { Control = RunControl.Pause }, client, cancellation);

    /// <summary>Lets a paused run, or one out of budget, go on; a run that works already is only nudged.</summary>
    public Task<RunRecord> ResumeAsync(RunRecord run, ResumeRequest request, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SetAsync(
            run,
            RunOperation.Resume,
            r => r.Control == RunControl.Cancel ? r : r with { Control = RunControl.Go, Budget = request.Budget ?? r.Budget },
            client,
            cancellation);
    }

    /// <summary>Wakes the run's orchestrations: whoever waits reads its rows again.</summary>
    public async Task NudgeAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(client);
        HashSet<string> instances = [run.RunId];
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

    /// <summary>Starts the run's orchestration, whose instance id is the run's id, unless it was started before. True: this call did.</summary>
    public async Task<bool> StartAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(client);
        // Asked first, because the id of an instance that has ended may be used again: the run would start anew.
        if (await client.GetInstanceAsync(run.RunId, cancellation) is not null)
        {
            return false;
        }

        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(GraphRun), RunCursor.Start(run.Account, run.RunId) with { StepsPerHistory = stepsPerHistory }, new Microsoft.DurableTask.StartOrchestrationOptions(run.RunId), cancellation);
        return true;
    }

    private async Task<RunRecord> SetAsync(
        RunRecord run, RunOperation operation, Func<RunRecord, RunRecord> change, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        run = await runs.UpdateAsync(
            run.Key, r => RunTransitions.IsFinal(r.Status) ? throw new IllegalTransitionException(r.Status, operation) : change(r), cancellation);
        await NudgeAsync(run, client, cancellation);
        return run;
    }
}
