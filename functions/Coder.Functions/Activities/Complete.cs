using Coder.Functions.Contracts;
using Coder.Functions.Ending;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Keeps the artifacts and makes the run final.</summary>
public sealed class Complete(RunEnding ending)
{
    [Function(nameof(Complete))]
    public Task RunAsync([ActivityTrigger] FinishInput input, CancellationToken cancellation) => ending.CompleteAsync(input, cancellation);
}
