using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>Section <c>extensions.queues</c> of <c>host.json</c>, with the defaults of the Functions host but for <see cref="MaxPollingInterval"/>.</summary>
internal sealed record QueueSettings
{
    internal const int BatchSizeMax = 32;
    internal static readonly TimeSpan MinPollingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages asked for at once, 1 to 32; default 16.</summary>
    internal int BatchSize { get; init; } = 16;

    /// <summary>The next batch is asked for when no more than this many messages of a function are at work; default half a batch a processor.</summary>
    internal int NewBatchThreshold { get; init; } = 16 / 2 * Environment.ProcessorCount;

    /// <summary>Longest pause between looks at an empty queue. The Functions host waits up to a minute because a look costs money there; here it costs nothing, so 2 s.</summary>
    internal TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a message that failed stays hidden before the next try; default 0.</summary>
    internal TimeSpan VisibilityTimeout { get; init; }

    /// <summary>Tries before a message is moved to the poison queue; default 5.</summary>
    internal int MaxDequeueCount { get; init; } = 5;

    /// <summary><c>base64</c> (default) or <c>none</c>.</summary>
    internal QueueMessageEncoding MessageEncoding { get; init; } = QueueMessageEncoding.Base64;

    /// <exception cref="HostStartException">A value is out of its range; the message names it.</exception>
    internal static QueueSettings Read(IConfigurationSection section)
    {
        try
        {
            QueueSettings usual = new();
            int batch = section.GetValue("batchSize", usual.BatchSize);
            return new QueueSettings
            {
                BatchSize = batch,
                NewBatchThreshold = section.GetValue("newBatchThreshold", batch / 2 * Environment.ProcessorCount),
                MaxPollingInterval = section.GetValue("maxPollingInterval", usual.MaxPollingInterval),
                VisibilityTimeout = section.GetValue("visibilityTimeout", usual.VisibilityTimeout),
                MaxDequeueCount = section.GetValue("maxDequeueCount", usual.MaxDequeueCount),
                MessageEncoding = section.GetValue("messageEncoding", usual.MessageEncoding),
            }.Checked();
        }
        catch (InvalidOperationException e)
        {
            throw new HostStartException($"host.json: {e.Message} Correct the value, or leave it out.", e);
        }
    }

    private QueueSettings Checked()
    {
        (bool Sound, string Rule)[] rules =
        [
            (BatchSize is >= 1 and <= BatchSizeMax, $"batchSize must be from 1 to {BatchSizeMax}"),
            (NewBatchThreshold >= 0, "newBatchThreshold must not be negative"),
            (MaxPollingInterval >= MinPollingInterval, $"maxPollingInterval must be at least {MinPollingInterval}"),
            (VisibilityTimeout >= TimeSpan.Zero, "visibilityTimeout must not be negative"),
            (MaxDequeueCount >= 1, "maxDequeueCount must be at least 1"),
        ];
        return rules.FirstOrDefault(rule => !rule.Sound).Rule is { } broken
            ? throw new HostStartException($"host.json: extensions.queues.{broken}.")
            : this;
    }
}
