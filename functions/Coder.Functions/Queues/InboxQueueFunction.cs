using Coder.Forge.Inbox;
using Coder.Functions.Dispatch;
using Coder.Functions.Runs;
using Coder.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Queues;

/// <summary>Handles what has come into the inbox, and begins the runs that it asks for.</summary>
public sealed class InboxQueueFunction(InboxDrain drain, NewWork newWork, RunSweep runs)
{
    [Function("Inbox")]
    public async Task RunAsync([QueueTrigger(InboxNudges.QueueName)] string partitions, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        await drain.DrainAsync(InboxPartitions.Parse(partitions), cancellation);
        if (newWork.Take())
        {
            await runs.SweepAsync(client, cancellation);
        }
    }
}
