using Coder.Functions.Contracts;
using Coder.Functions.Ending;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Makes a run final whose end could not be carried out.</summary>
public sealed class Abandon(RunEnding ending)
{
    [Function(nameof(Abandon))]
    public Task RunAsync([ActivityTrigger] FinishInput input, CancellationToken cancellation) => ending.AbandonAsync(input, cancellation);
}
