using Coder.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Timers;

/// <summary>Looks for runs without an orchestration, at the host's start and every minute: also for those that nobody asks for.</summary>
public sealed class OversightFunction(RunOversight oversight)
{
    [Function("Oversight")]
    public Task RunAsync([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        oversight.SweepAsync(client, cancellation);
}
