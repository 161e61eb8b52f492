using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>Takes messages from one function's queue, a batch at a time, and runs the function on each of them at once.</summary>
internal sealed partial class QueuePump(
    string function, FunctionQueue queue, MessageRunner runner, QueueSettings settings, TimeSpan leaseLength, TimeProvider time, ILogger logger)
{
    private readonly CancellationTokenSource _noMore = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _running = [];
    private Task _polling = Task.CompletedTask;

    internal void Start() => _polling = PollAsync();

    /// <summary>Takes no more messages, and lets the running functions end until <paramref name="cancellation"/> fires, then cancels them.</summary>
    internal async Task StopAsync(CancellationToken cancellation)
    {
        await _noMore.CancelAsync();
        await _polling;
        await using (cancellation.Register(_stop.Cancel))
        {
            await Task.WhenAll(_running);
        }

        _noMore.Dispose();
        _stop.Dispose();
    }

    private async Task PollAsync()
    {
        PollingPause pause = new(settings.MaxPollingInterval);
        try
        {
            while (true)
            {
                await RoomAsync();
                QueueMessage[] batch = await ReceiveAsync();
                if (batch.Length == 0)
                {
                    await Task.Delay(pause.Next(), time, _noMore.Token);
                    continue;
                }

                pause.Reset();
                _running.UnionWith(batch.Select(message => Task.Run(() => runner.RunAsync(message, _stop.Token))));
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task RoomAsync()
    {
        _running.RemoveWhere(task => task.IsCompleted);
        while (_running.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(_running).WaitAsync(_noMore.Token);
            _running.RemoveWhere(task => task.IsCompleted);
        }
    }

    /// <summary>A queue that does not answer is looked at again later, like an empty one.</summary>
    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            return await queue.ReceiveAsync(settings.BatchSize, leaseLength, _noMore.Token);
        }
        catch (Exception e) when (!_noMore.IsCancellationRequested)
        {
            LogNotRead(e, function);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function {Function}: its queue could not be read")]
    private partial void LogNotRead(Exception exception, string function);
}
