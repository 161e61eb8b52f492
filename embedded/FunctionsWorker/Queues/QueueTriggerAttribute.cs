using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a message of a storage queue. A message that fails is tried again, at most <c>maxDequeueCount</c> times, then moved to the queue <c>NAME-poison</c>.</summary>
/// <param name="queueName">The queue; it need not exist yet.</param>
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string QueueName { get; } = queueName;

    /// <summary>Name of the setting with the connection string; <c>AzureWebJobsStorage</c> when null.</summary>
    public string? Connection { get; set; }
}
