using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Coder.Forge.Inbox;

/// <summary>Takes deliveries in. What it has taken is on disk; the same body is taken once within <see cref="Window"/>.</summary>
public sealed class DeliveryInbox(InboxTable inbox, BlobServiceClient blobs, IInboxNudge nudge, IntakeLoad load, TimeProvider time)
{
    /// <summary>How long a body is known again. GitHub redelivers what is at most three days old.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private readonly InboxBodies _bodies = new(blobs);

    /// <summary>Records a delivery; when it returns, the delivery survives a crash.</summary>
    /// <param name="fingerprint">64 lower case hex digits that tell this body from others. A signature that was checked is as good as a hash, and costs nothing.</param>
    /// <param name="deliveryId">The forge's id.</param>
    /// <param name="eventName">The forge's word for what happened.</param>
    /// <param name="body">The exact bytes.</param>
    public async Task<Receipt> AcceptAsync(string fingerprint, string deliveryId, string eventName, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using IntakeLoad.Turn turn = load.Begin();
        return await RecordAsync(fingerprint, deliveryId, eventName, body, cancellationToken);
    }

    /// <summary>As the other, with the body's SHA-256: for senders whose signature covers more than the body.</summary>
    public Task<Receipt> AcceptAsync(string deliveryId, string eventName, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        AcceptAsync(Convert.ToHexStringLower(SHA256.HashData(body.Span)), deliveryId, eventName, body, cancellationToken);

    /// <summary>As <see cref="AcceptAsync(string, string, ReadOnlyMemory{byte}, CancellationToken)"/>, even when the body is known: somebody asked for it.</summary>
    public Task<Receipt> AcceptAgainAsync(string deliveryId, string eventName, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(deliveryId));
        hash.AppendData(body.Span);
        return RecordAsync(Convert.ToHexStringLower(hash.GetHashAndReset()), deliveryId, eventName, body, cancellationToken);
    }

    private async Task<Receipt> RecordAsync(string hash, string deliveryId, string eventName, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        InboxKey key = new(hash, time.GetUtcNow().UtcTicks);
        TableClient table = await inbox.GetAsync(cancellationToken);
        TableEntity pending = new(key.Partition, key.BodyRow(InboxKey.Pending));
        if (!InboxBodies.TryPut(pending, body.Span))
        {
            // Before the row, and not at all for one that is here already: nobody would take the blob away again.
            if (await FindAsync(table, key, cancellationToken) is { Delivery.Status: not DeliveryStatus.Lost })
            {
                return new Receipt(hash, IsNew: false);
            }

            await _bodies.UploadAsync(pending, hash, body, cancellationToken);
        }

        TableEntity row = InboxRow.New(key, deliveryId, eventName, DeliveryStatus.Pending);
        try
        {
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, row), new(TableTransactionActionType.Add, pending)], cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            if (await FindAsync(table, key, cancellationToken) is not { Delivery.Status: DeliveryStatus.Lost } lost || !await RestoreAsync(table, lost, row, pending, cancellationToken))
            {
                return new Receipt(hash, IsNew: false);
            }
        }

        nudge.Nudge(key.PartitionNumber, TimeSpan.Zero);
        return new Receipt(hash, IsNew: true);
    }

    private static async Task<InboxRow?> FindAsync(TableClient table, InboxKey key, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellationToken);
        return found.HasValue ? InboxRow.Of(found.Value!) : null;
    }

    /// <summary>A delivery whose body was lost has come again. False when somebody else was faster.</summary>
    private static async Task<bool> RestoreAsync(TableClient table, InboxRow lost, TableEntity row, TableEntity pending, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.UpdateReplace, row, lost.Tag),
                    new(TableTransactionActionType.Add, pending),
                    new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, lost.Key.BodyRow(InboxKey.Lost)), ETag.All),
                ],
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
