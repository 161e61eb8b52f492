using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Decides a step.</summary>
public sealed class Advance(GraphAdvancer advancer)
{
    [Function(nameof(Advance))]
    public Task<StepCommand> RunAsync([ActivityTrigger] RunCursor cursor, CancellationToken cancellation) => advancer.AdvanceAsync(cursor, cancellation);
}
