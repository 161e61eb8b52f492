using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>Keeps a message hidden from others while its function runs.</summary>
internal sealed partial class MessageLease
{
    private const int RenewalsALease = 3;

    private readonly FunctionQueue _queue;
    private readonly QueueMessage _message;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewal;
    private string _receipt;

    private MessageLease(FunctionQueue queue, QueueMessage message, TimeSpan length, TimeProvider time, ILogger logger)
    {
        (_queue, _message, _length, _time, _logger, _receipt) = (queue, message, length, time, logger, message.PopReceipt);
        _renewal = RenewAsync();
    }

    internal static MessageLease Of(FunctionQueue queue, QueueMessage message, TimeSpan length, TimeProvider time, ILogger logger) =>
        new(queue, message, length, time, logger);

    /// <summary>Ends the renewals, and returns the receipt that the message's last operation needs.</summary>
    internal async Task<string> EndAsync()
    {
        await _ended.CancelAsync();
        await _renewal;
        _ended.Dispose();
        return _receipt;
    }

    private async Task RenewAsync()
    {
        using PeriodicTimer due = new(_length / RenewalsALease, _time);
        try
        {
            while (await due.WaitForNextTickAsync(_ended.Token))
            {
                try
                {
                    // Not cancellable: the service may have given out a new receipt, and without it the message could not be deleted.
                    _receipt = await _queue.HideAsync(_message, _receipt, _length, CancellationToken.None);
                }
                catch (Exception e)
                {
                    LogNotRenewed(e, _message.MessageId);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The function has ended.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of queue message {Message} was not renewed; another host may take the message")]
    private partial void LogNotRenewed(Exception exception, string message);
}
