using Coder.Forge.Inbox;
using Coder.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Queues;

/// <summary>Handles what has come into the inbox, and begins the runs that it asks for.</summary>
public sealed class InboxQueueFunction(InboxWork work)
{
    [Function("Inbox")]
    public Task RunAsync([QueueTrigger(InboxNudges.QueueName)] string partitions, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        work.DrainAsync(InboxPartitions.Parse(partitions), client, cancellation);
}
