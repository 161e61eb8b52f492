using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>The last thing that the orchestration of a run does which it cannot go on with.</summary>
public sealed class Quarantine(RunQuarantine quarantine)
{
    [Function(nameof(Quarantine))]
    public Task RunAsync([ActivityTrigger] QuarantineInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        return quarantine.PutAsync(new RunKey(input.Account, input.RunId), input.InstanceId, input.Error, cancellation);
    }
}
