using Coder.Functions.Dispatch;
using Coder.Functions.Runs;
using Coder.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Timers;

/// <summary>At the host's start and every minute: no run is without an orchestration, none misses what it was told, none ends untold, and none leaves anything behind.</summary>
public sealed class OversightFunction(RunOversight oversight, RunSweep sweep, HomeSweep home, Conversations conversations, RunMeters meters)
{
    [Function("Oversight")]
    public async Task RunAsync([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        await oversight.SweepAsync(client, cancellation);
        // First: what it stores is begun by the next one.
        await conversations.SweepAsync(cancellation);
        IReadOnlySet<string> open = await sweep.SweepAsync(client, cancellation);
        meters.Opened(open.Count);
        await home.SweepAsync(open, cancellation);
    }
}
