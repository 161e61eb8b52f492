using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure;
using Azure.Storage.Queues;
using Coder.Forge.Inbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Webhooks;

/// <summary>Nudges as queue messages, one for all that came within a short while.</summary>
/// <param name="queues">Asked at the first nudge: a host without storage starts all the same, and its sweep does the work.</param>
public sealed partial class InboxNudges(Func<QueueServiceClient> queues, TimeProvider time, ILogger<InboxNudges> logger) : BackgroundService, IInboxNudge
{
    internal const string QueueName = "github-inbox";

    /// <summary>Pause between two messages.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<int, byte> _now = new();
    private readonly ConcurrentQueue<(int Partition, TimeSpan Delay)> _later = new();
    private QueueClient? _queue;
    private bool _isSilent;

    /// <inheritdoc/>
    public void Nudge(int partition, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            _later.Enqueue((partition, delay));
        }
        else if (!_now.TryAdd(partition, 0))
        {
            return;
        }

        _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (bool _ in _wake.Reader.ReadAllAsync(stoppingToken))
        {
            List<int> partitions = [];
            foreach (int partition in _now.Keys)
            {
                if (_now.TryRemove(partition, out byte _))
                {
                    partitions.Add(partition);
                }
            }

            if (partitions.Count > 0)
            {
                await SendAsync(partitions, TimeSpan.Zero, stoppingToken);
            }

            while (_later.TryDequeue(out (int Partition, TimeSpan Delay) later))
            {
                await SendAsync([later.Partition], later.Delay, stoppingToken);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task SendAsync(IReadOnlyList<int> partitions, TimeSpan delay, CancellationToken cancellation)
    {
        string message = InboxPartitions.Of(partitions).ToString();
        try
        {
            _queue ??= queues().GetQueueClient(QueueName);
            try
            {
                await _queue.SendMessageAsync(message, delay, cancellationToken: cancellation);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                await _queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
                await _queue.SendMessageAsync(message, delay, cancellationToken: cancellation);
            }

            _isSilent = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Once for all that go wrong in a row: there may be four a second.
            if (!_isSilent)
            {
                LogUnsent(e.Message.Split('\n')[0].Trim());
            }

            _isSilent = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhooks wait up to a minute for their turn, as no queue message can be sent: {Reason}")]
    private partial void LogUnsent(string reason);
}
