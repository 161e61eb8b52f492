using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>A function's queue, and the poison queue beside it.</summary>
internal sealed class FunctionQueue
{
    private const int NotFound = 404;

    private readonly QueueClient _queue;
    private readonly QueueClient? _poison;
    private readonly QueueClient? _poisonAsItIs;

    /// <exception cref="FormatException">The connection string is none.</exception>
    internal FunctionQueue(QueueFunction function, string connection, QueueSettings settings)
    {
        QueueClientOptions options = new() { MessageEncoding = settings.MessageEncoding };
        options.MessageDecodingFailed += async refused => await PoisonAsItIsAsync(refused.ReceivedMessage, refused.CancellationToken);
        _queue = new QueueClient(connection, function.QueueName, options);
        if (function.PoisonQueueName is { } poison)
        {
            _poison = new QueueClient(connection, poison, new QueueClientOptions { MessageEncoding = settings.MessageEncoding });
            _poisonAsItIs = new QueueClient(connection, poison, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        }
    }

    internal bool HasPoisonQueue => _poison is not null;

    /// <summary>Up to <paramref name="max"/> messages, hidden from others for <paramref name="lease"/>; none when the queue is empty or not made yet.</summary>
    internal async Task<QueueMessage[]> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellation)
    {
        try
        {
            return await _queue.ReceiveMessagesAsync(max, lease, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return [];
        }
    }

    /// <summary>Hides a message for <paramref name="until"/> from now on. Returns the receipt that the next operation needs.</summary>
    internal async Task<string> HideAsync(QueueMessage message, string receipt, TimeSpan until, CancellationToken cancellation) =>
        (await _queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: until, cancellationToken: cancellation)).Value.PopReceipt;

    internal Task DeleteAsync(QueueMessage message, string receipt, CancellationToken cancellation) => _queue.DeleteMessageAsync(message.MessageId, receipt, cancellation);

    /// <summary>Moves a message to the poison queue. A crash between the two steps leaves it in both, never in none.</summary>
    internal Task PoisonAsync(QueueMessage message, string receipt, CancellationToken cancellation) => MoveAsync(_poison!, message, receipt, cancellation);

    /// <summary>A body that cannot be decoded is no message of ours, and would block the queue for ever.</summary>
    private Task PoisonAsItIsAsync(QueueMessage? message, CancellationToken cancellation) =>
        message is null || _poisonAsItIs is null ? Task.CompletedTask : MoveAsync(_poisonAsItIs, message, message.PopReceipt, cancellation);

    private async Task MoveAsync(QueueClient poison, QueueMessage message, string receipt, CancellationToken cancellation)
    {
        await poison.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await poison.SendMessageAsync(message.Body, cancellationToken: cancellation);
        await DeleteAsync(message, receipt, cancellation);
    }
}
