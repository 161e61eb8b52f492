using Coder.Forge.Inbox;
using Coder.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Queues;

/// <summary>Handles what has come into the inbox.</summary>
public sealed class InboxQueueFunction(InboxDrain drain)
{
    [Function("Inbox")]
    public Task RunAsync([QueueTrigger(InboxNudges.QueueName)] string partitions, CancellationToken cancellation) => drain.DrainAsync(InboxPartitions.Parse(partitions), cancellation);
}
