using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Orchestrations;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>Cancel, pause, resume: the control row first, then a nudge for whoever waits.</summary>
public sealed class RunControls(RunStore runs, ApprovalStore approvals)
{
    public Task<RunRecord> CancelAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation) =>
        SetAsync(run, r => r with { Control = RunControl.Cancel }, client, cancellation);

    public Task<RunRecord> PauseAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation) =>
        SetAsync(run, r => r.Control == RunControl.Cancel ? r : r with { Control = RunControl.Pause }, client, cancellation);

    /// <summary>Lets a paused run, or one out of budget, go on; a run that works already is only nudged.</summary>
    public Task<RunRecord> ResumeAsync(RunRecord run, ResumeRequest request, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SetAsync(
            run,
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

        if (await client.GetInstanceAsync(run.RunId, cancellation) is null)
        {
            // The process ended between the run's row and its start.
            await ScheduleAsync(run, client, cancellation);
            return;
        }

        foreach (string instance in instances)
        {
            await client.RaiseEventAsync(instance, Nudge.EventName, null, cancellation);
        }
    }

    /// <summary>Starts the run's orchestration, whose instance id is the run's id: once.</summary>
    public static Task ScheduleAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(client);
        return client.ScheduleNewOrchestrationInstanceAsync(
            nameof(GraphRun), RunCursor.Start(run.Account, run.RunId), new Microsoft.DurableTask.StartOrchestrationOptions(run.RunId), cancellation);
    }

    private async Task<RunRecord> SetAsync(
        RunRecord run, Func<RunRecord, RunRecord> change, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        // Every state but the final ones allows a cancel: a final run gives the error that names its state.
        run = await runs.UpdateAsync(
            run.Key,
            r =>
            {
                _ = RunTransitions.Apply(r.Status, RunOperation.Cancel);
                return change(r);
            },
            cancellation);
        await NudgeAsync(run, client, cancellation);
        return run;
    }
}
