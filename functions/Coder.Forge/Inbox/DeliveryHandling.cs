using Azure.Data.Tables;
using Coder.Forge.Events;
using Microsoft.Extensions.Logging;

namespace Coder.Forge.Inbox;

/// <summary>Handles one delivery: claims it, hands it to whoever knows its event, and writes down what it led to.</summary>
public sealed partial class DeliveryHandling(
    InboxTable inbox, InboxRows rows, IEnumerable<IDeliveryHandler> handlers, IInboxNudge nudge, InboxOwner owner, TimeProvider time, ILogger<DeliveryHandling> logger)
{
    /// <summary>Tries before a delivery is quarantined.</summary>
    public const int AttemptsMax = 5;

    /// <summary>After so long a try counts as dead and another may begin; handling is canceled before.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    internal static readonly TimeSpan HandlingMax = TimeSpan.FromMinutes(4);

    private readonly IDeliveryHandler[] _handlers = [.. handlers];

    /// <summary>The pause after a failed try: 4 s, 16 s, 64 s, 256 s.</summary>
    internal static TimeSpan PauseAfter(int attempts) => TimeSpan.FromSeconds(Math.Pow(4, attempts));

    /// <summary>Does nothing when the delivery is another's or not due.</summary>
    /// <returns>True when it led to something.</returns>
    internal async Task<bool> HandleAsync(TableEntity body, CancellationToken cancellationToken)
    {
        InboxKey key = InboxKey.OfBodyRow(body.RowKey);
        if (await inbox.FindRowAsync(key.Hash, cancellationToken) is not { Delivery.Status: DeliveryStatus.Pending } row || !IsFree(row))
        {
            return false;
        }

        if (_handlers.FirstOrDefault(one => one.Knows(row.Delivery.EventName)) is not { } handler)
        {
            await rows.FinishAsync(row, body, DeliveryStatus.Ignored, $"{row.Delivery.EventName}: nothing acts on it", cancellationToken);
            return false;
        }

        if (await rows.ReadBodyAsync(body, cancellationToken) is not { } payload)
        {
            LogLost(row.Delivery.DeliveryId, row.Delivery.EventName);
            await rows.LoseAsync(row, body, cancellationToken);
            return false;
        }

        return await rows.ClaimAsync(row, owner.Name, Lease, cancellationToken) is { } claimed && await HandleAsync(claimed, body, payload, handler, cancellationToken);
    }

    private bool IsFree(InboxRow row) => row.NotBefore <= time.GetUtcNow() || (owner.IsOnly && row.Owner is { } other && other != owner.Name);

    private async Task<bool> HandleAsync(InboxRow row, TableEntity body, byte[] payload, IDeliveryHandler handler, CancellationToken cancellationToken)
    {
        if (row.Delivery.Attempts > AttemptsMax)
        {
            await QuarantineAsync(row, body, $"Handling was begun {AttemptsMax} times and never ended: the host was killed meanwhile, or it took too long.", cancellationToken);
            return false;
        }

        if (!await rows.IsFirstOfItsIdAsync(row, cancellationToken))
        {
            await rows.FinishAsync(row, body, DeliveryStatus.Duplicate, $"{row.Delivery.EventName}: the delivery {row.Delivery.DeliveryId} was here before with another body", cancellationToken);
            return false;
        }

        EventOutcome? outcome;
        try
        {
            outcome = await AskAsync(handler, row.Delivery, payload, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await rows.ReleaseAsync(row, row.Delivery.Attempts - 1, time.GetUtcNow(), "", CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            await FailAsync(row, body, e, cancellationToken);
            return false;
        }

        if (outcome is null)
        {
            await QuarantineAsync(row, body, "Its body is no JSON object.", cancellationToken);
            return false;
        }

        await rows.FinishAsync(row, body, outcome.Acted ? DeliveryStatus.Handled : DeliveryStatus.Ignored, outcome.Summary, cancellationToken);
        return outcome.Acted;
    }

    private async Task<EventOutcome?> AskAsync(IDeliveryHandler handler, Delivery delivery, byte[] payload, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(HandlingMax, time);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        return await handler.HandleAsync(delivery, payload, ended.Token);
    }

    private async Task FailAsync(InboxRow row, TableEntity body, Exception error, CancellationToken cancellationToken)
    {
        LogFailure(row.Delivery.DeliveryId, row.Delivery.EventName, row.Delivery.Attempts, error);
        string reason = $"Try {row.Delivery.Attempts} failed: {error.Message}";
        if (row.Delivery.Attempts >= AttemptsMax)
        {
            await QuarantineAsync(row, body, reason, cancellationToken);
            return;
        }

        TimeSpan pause = PauseAfter(row.Delivery.Attempts);
        await rows.ReleaseAsync(row, row.Delivery.Attempts, time.GetUtcNow() + pause, reason, cancellationToken);
        nudge.Nudge(row.Key.PartitionNumber, pause);
    }

    private async Task QuarantineAsync(InboxRow row, TableEntity body, string reason, CancellationToken cancellationToken)
    {
        LogQuarantine(row.Delivery.DeliveryId, row.Delivery.EventName, row.Delivery.Id);
        await rows.QuarantineAsync(row, body, reason, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{DeliveryId}: {EventName} failed, try {Attempt}")]
    private partial void LogFailure(string deliveryId, string eventName, int attempt, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{DeliveryId}: {EventName} is quarantined; see /v1/github/deliveries/{Id}")]
    private partial void LogQuarantine(string deliveryId, string eventName, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{DeliveryId}: the body of {EventName} is lost and will be asked for again")]
    private partial void LogLost(string deliveryId, string eventName);
}
