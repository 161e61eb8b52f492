using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Functions.Visits;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>One model call: asked for, committed, then judged. A committed turn is only judged again.</summary>
public sealed class Think(RunWork work, VisitThinker thinker)
{
    [Function(nameof(Think))]
    public Task<ActivityOutput> RunAsync([ActivityTrigger] NodeInput node, CancellationToken cancellation) =>
        work.GuardAsync(node, (run, token) => thinker.ThinkAsync(run, node, token), cancellation);
}
