using Coder.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Timers;

/// <summary>At the host's start and every minute: nothing stays in the inbox because a nudge was lost.</summary>
public sealed class InboxSweepFunction(InboxWork work)
{
    [Function("InboxSweep")]
    public Task RunAsync([TimerTrigger("30 * * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        work.SweepAsync(client, cancellation);
}
