using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>Runs a function on one message, and does with the message what the outcome asks for.</summary>
internal sealed partial class MessageRunner(
    QueueFunction function, FunctionQueue queue, QueueSettings settings, TimeSpan leaseLength, IFunctionInvoker invoker, TimeProvider time, ILogger logger)
{
    private enum Outcome
    {
        Succeeded,
        Failed,
        Interrupted,
    }

    /// <param name="message">The message, leased to this host.</param>
    /// <param name="stop">Cancels the function; its message is then given back for another host, or the next start of this one.</param>
    internal async Task RunAsync(QueueMessage message, CancellationToken stop)
    {
        try
        {
            if (message.DequeueCount > settings.MaxDequeueCount && queue.HasPoisonQueue)
            {
                await queue.PoisonAsync(message, message.PopReceipt, CancellationToken.None);
                return;
            }

            MessageLease lease = MessageLease.Of(queue, message, leaseLength, time, logger);
            Outcome outcome = await InvokeAsync(message, stop);
            await SettleAsync(message, await lease.EndAsync(), outcome);
        }
        catch (Exception e)
        {
            LogNotSettled(e, function.Function.Name, message.MessageId);
        }
    }

    private async Task<Outcome> InvokeAsync(QueueMessage message, CancellationToken stop)
    {
        try
        {
            await invoker.InvokeAsync(function.Function, function.Bound(message), null, stop);
            return Outcome.Succeeded;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Outcome.Interrupted;
        }
        catch (Exception e)
        {
            LogFailure(e, function.Function.Name, message.MessageId, message.DequeueCount);
            return Outcome.Failed;
        }
    }

    private async Task SettleAsync(QueueMessage message, string receipt, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Succeeded:
                await queue.DeleteAsync(message, receipt, CancellationToken.None);
                return;
            case Outcome.Interrupted:
                await queue.HideAsync(message, receipt, TimeSpan.Zero, CancellationToken.None);
                return;
            case Outcome.Failed when !queue.HasPoisonQueue:
                // Hidden until its lease ends: without a poison queue it would be tried for ever, as fast as the machine can.
                return;
            case Outcome.Failed when message.DequeueCount >= settings.MaxDequeueCount:
                await queue.PoisonAsync(message, receipt, CancellationToken.None);
                LogPoisoned(function.Function.Name, message.MessageId, function.PoisonQueueName!);
                return;
            default:
                await queue.HideAsync(message, receipt, settings.VisibilityTimeout, CancellationToken.None);
                return;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed on queue message {Message}, try {Try}")]
    private partial void LogFailure(Exception exception, string function, string message, long @try);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function {Function}: queue message {Message} has failed too often and is now in {Queue}")]
    private partial void LogPoisoned(string function, string message, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function {Function}: queue message {Message} could not be settled; it is delivered again when its lease ends")]
    private partial void LogNotSettled(Exception exception, string function, string message);
}
