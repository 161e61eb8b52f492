using Coder.Functions.Contracts;
using Coder.Functions.Ending;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Decides how a run ends and publishes its result: branch and pull request.</summary>
public sealed class Publish(RunWork work, RunEnding ending)
{
    [Function(nameof(Publish))]
    public Task RunAsync([ActivityTrigger] FinishInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        return work.NameFaultsAsync(
            new RunKey(input.Account, input.RunId),
            async () =>
            {
                await ending.PublishAsync(input, cancellation);
                return true;
            });
    }
}
