using Coder.Functions.Runs;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Timers;

/// <summary>Every hour: mirrors that nobody has used for long go, and the least recently used when all take too much room.</summary>
public sealed class MirrorSweepFunction(MirrorSweep sweep)
{
    [Function("MirrorSweep")]
    public Task RunAsync([TimerTrigger("20 7 * * * *")] TimerInfo timer, CancellationToken cancellation) => sweep.SweepAsync(cancellation);
}
