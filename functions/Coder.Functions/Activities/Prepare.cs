using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Opens the run's workspace and restores its dependencies: the one step with a network, before the agent starts.</summary>
public sealed class Prepare(RunWork work, WorkspacePreparation preparation)
{
    [Function(nameof(Prepare))]
    public Task<ActivityOutput> RunAsync([ActivityTrigger] RunCursor cursor, CancellationToken cancellation) =>
        work.GuardAsync(new RunKey(cursor.Account, cursor.RunId), null, (run, token) => preparation.PrepareAsync(run, token), cancellation);
}
