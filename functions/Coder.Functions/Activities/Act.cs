using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Functions.Visits;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>The tool calls of one committed turn, in order, each journaled.</summary>
public sealed class Act(RunWork work, VisitActor actor)
{
    [Function(nameof(Act))]
    public Task<ActivityOutput> RunAsync([ActivityTrigger] NodeInput node, CancellationToken cancellation) =>
        work.GuardAsync(node, (run, token) => actor.ActAsync(run, node, token), cancellation);
}
