using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Coder.Storage;

namespace Coder.Forge.Inbox;

/// <summary>The steps of a delivery's life, each one transaction that holds only while nobody else has taken one.</summary>
public sealed class InboxRows(InboxTable inbox, BlobServiceClient blobs, TimeProvider time)
{
    private const int SummaryCharactersMax = 1000;

    private readonly InboxBodies _bodies = new(blobs);

    internal Task<byte[]?> ReadBodyAsync(TableEntity body, CancellationToken cancellationToken) => _bodies.FindAsync(body, cancellationToken);

    /// <summary>Counts the try before it is made, so that one that ends the process counts too. Null when somebody else was faster.</summary>
    internal async Task<InboxRow?> ClaimAsync(InboxRow row, string owner, TimeSpan lease, CancellationToken cancellationToken) =>
        await UpdateAsync(row with { Owner = owner, NotBefore = time.GetUtcNow() + lease, Delivery = row.Delivery with { Attempts = row.Delivery.Attempts + 1 } }, cancellationToken);

    /// <summary>Gives a claimed delivery back, for a later try.</summary>
    internal async Task ReleaseAsync(InboxRow row, int attempts, DateTimeOffset notBefore, string summary, CancellationToken cancellationToken) =>
        await UpdateAsync(row with { Owner = null, NotBefore = notBefore, Delivery = row.Delivery with { Attempts = attempts, Summary = Bounded(summary) } }, cancellationToken);

    /// <summary>False when the forge's id has come before with another body.</summary>
    internal async Task<bool> IsFirstOfItsIdAsync(InboxRow row, CancellationToken cancellationToken)
    {
        TableClient table = await inbox.GetAsync(cancellationToken);
        string id = row.Delivery.DeliveryId;
        TableEntity seen = new(IdPartition(SHA256.HashData(Encoding.UTF8.GetBytes(id))[0] % InboxKey.PartitionCount), TableKey.Encode(id)) { ["Hash"] = row.Key.Hash, [InboxColumns.Ticks] = row.Key.Ticks };
        try
        {
            await table.AddEntityAsync(seen, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            NullableResponse<TableEntity> earlier = await table.GetEntityIfExistsAsync<TableEntity>(seen.PartitionKey, seen.RowKey, cancellationToken: cancellationToken);
            return earlier.HasValue && earlier.Value!.GetString("Hash") == row.Key.Hash;
        }
    }

    /// <summary>The delivery is done with; its body is not needed any more.</summary>
    internal async Task FinishAsync(InboxRow row, TableEntity body, DeliveryStatus status, string summary, CancellationToken cancellationToken)
    {
        if (await MoveAsync(row, status, summary, [Delete(body)], cancellationToken))
        {
            await _bodies.DeleteAsync(body, cancellationToken);
        }
    }

    internal Task QuarantineAsync(InboxRow row, TableEntity body, string summary, CancellationToken cancellationToken) =>
        MoveAsync(row, DeliveryStatus.Quarantined, summary, [Delete(body), new(TableTransactionActionType.UpsertReplace, At(row.Key, InboxKey.Quarantined, body))], cancellationToken);

    internal Task LoseAsync(InboxRow row, TableEntity body, CancellationToken cancellationToken)
    {
        TableEntity lost = new(row.Key.Partition, row.Key.BodyRow(InboxKey.Lost));
        return MoveAsync(row, DeliveryStatus.Lost, "Its body is lost.", [Delete(body), new(TableTransactionActionType.UpsertReplace, lost)], cancellationToken);
    }

    /// <summary>Puts a quarantined delivery back, with all its tries. False when it is not quarantined.</summary>
    /// <param name="id">Of the inbox.</param>
    public async Task<bool> RetryAsync(string id, CancellationToken cancellationToken)
    {
        TableClient table = await inbox.GetAsync(cancellationToken);
        if (!InboxKey.IsHash(id) || await inbox.FindRowAsync(id, cancellationToken) is not { Delivery.Status: DeliveryStatus.Quarantined } row)
        {
            return false;
        }

        TableEntity body = (await table.GetEntityAsync<TableEntity>(row.Key.Partition, row.Key.BodyRow(InboxKey.Quarantined), cancellationToken: cancellationToken)).Value;
        InboxRow fresh = row with { Owner = null, NotBefore = DateTimeOffset.UnixEpoch, Delivery = row.Delivery with { Attempts = 0 } };
        return await MoveAsync(fresh, DeliveryStatus.Pending, "", [Delete(body), new(TableTransactionActionType.UpsertReplace, At(row.Key, InboxKey.Pending, body))], cancellationToken);
    }

    /// <summary>Forgets what is final and older than the window, in one partition.</summary>
    internal async Task PurgeAsync(int partition, CancellationToken cancellationToken)
    {
        TableClient table = await inbox.GetAsync(cancellationToken);
        long before = (time.GetUtcNow() - DeliveryInbox.Window).UtcTicks;
        string kept = TableClient.CreateQueryFilter($"Status ne {nameof(DeliveryStatus.Pending)} and Status ne {nameof(DeliveryStatus.Quarantined)} and Status ne {nameof(DeliveryStatus.Lost)}");
        foreach (string filter in new[]
        {
            TableClient.CreateQueryFilter($"PartitionKey eq {InboxKey.PartitionOf(partition)} and RowKey ge {"d!"} and RowKey lt {"d\""} and Ticks lt {before}") + $" and {kept}",
            TableClient.CreateQueryFilter($"PartitionKey eq {IdPartition(partition)} and Ticks lt {before}"),
        })
        {
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            }
        }
    }

    private static string IdPartition(int number) => TableKey.Encode("github-id", number.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));

    private static TableTransactionAction Delete(TableEntity row) => new(TableTransactionActionType.Delete, row, ETag.All);

    private static TableEntity At(InboxKey key, char place, TableEntity body)
    {
        TableEntity moved = new(key.Partition, key.BodyRow(place));
        foreach ((string name, object value) in body.Where(column => column.Key == InboxColumns.Blob || column.Value is byte[]))
        {
            moved.Add(name, value);
        }

        return moved;
    }

    private static string Bounded(string text) => text.Length <= SummaryCharactersMax ? text : text[..SummaryCharactersMax];

    private async Task<InboxRow?> UpdateAsync(InboxRow row, CancellationToken cancellationToken)
    {
        TableClient table = await inbox.GetAsync(cancellationToken);
        try
        {
            Response written = await table.UpdateEntityAsync(row.ToEntity(), row.Tag, TableUpdateMode.Replace, cancellationToken);
            return row with { Tag = written.Headers.ETag ?? ETag.All };
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return null;
        }
    }

    private async Task<bool> MoveAsync(InboxRow row, DeliveryStatus status, string summary, IReadOnlyList<TableTransactionAction> body, CancellationToken cancellationToken)
    {
        InboxRow moved = row with
        {
            Owner = null,
            Delivery = row.Delivery with { Status = status, Summary = Bounded(summary), HandledAt = status == DeliveryStatus.Pending ? null : time.GetUtcNow() },
        };
        TableClient table = await inbox.GetAsync(cancellationToken);
        try
        {
            await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, moved.ToEntity(), row.Tag), .. body], cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }
}
