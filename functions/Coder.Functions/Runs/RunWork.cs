using Coder.Functions.Contracts;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>What every activity that works for a run has in common: it heeds the control row, and a failure it can name is kept by name.</summary>
public sealed class RunWork(RunStore runs, TimeProvider time)
{
    /// <summary>Runs a node's <paramref name="work"/> under a guard; interrupted, the output says why.</summary>
    public Task<ActivityOutput> GuardAsync(NodeInput node, Func<RunRecord, CancellationToken, Task<ActivityOutput>> work, CancellationToken host)
    {
        ArgumentNullException.ThrowIfNull(node);
        return GuardAsync(new RunKey(node.Account, node.RunId), node.ElapsedMax, work, host);
    }

    /// <inheritdoc cref="GuardAsync(NodeInput, Func{RunRecord, CancellationToken, Task{ActivityOutput}}, CancellationToken)"/>
    public async Task<ActivityOutput> GuardAsync(
        RunKey key, double? elapsedMax, Func<RunRecord, CancellationToken, Task<ActivityOutput>> work, CancellationToken host)
    {
        await using RunGuard guard = await RunGuard.StartAsync(runs, key, elapsedMax, time, host);
        if (guard.Cause != StopCause.None)
        {
            return ActivityOutput.Stopped(guard.Cause);
        }

        try
        {
            return await NameFaultsAsync(key, async () => await work(guard.Run, guard.Token));
        }
        catch (OperationCanceledException e) when (guard.Stopped(e))
        {
            return ActivityOutput.Stopped(guard.Cause);
        }
    }

    /// <summary>Keeps the code and message of a workspace's failure in the run's row before it crosses the durable boundary, where only its text would survive.</summary>
    public async Task<T> NameFaultsAsync<T>(RunKey key, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await work();
        }
        catch (WorkspaceException e)
        {
            await runs.UpdateAsync(key, r => r with { PlatformFault = new RunFault(e.Code, e.Message) }, CancellationToken.None);
            throw;
        }
    }
}
