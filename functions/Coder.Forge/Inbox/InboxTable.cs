using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Forge.Inbox;

/// <summary>The inbox's table, and what is read from it.</summary>
public sealed class InboxTable(TableServiceClient tables)
{
    private readonly CreatedTable _table = new(tables, "inbox");

    /// <summary>Null when there is none of that id.</summary>
    /// <param name="id">Of the inbox, not of the forge.</param>
    public async Task<Delivery?> FindAsync(string id, CancellationToken cancellationToken) =>
        InboxKey.IsHash(id) ? (await FindRowAsync(id, cancellationToken))?.Delivery : null;

    /// <summary>Deliveries that wait, are quarantined or lost, by partition and age.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Of another status: those are not listed.</exception>
    public async IAsyncEnumerable<Delivery> ListAsync(DeliveryStatus status, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        char place = status switch
        {
            DeliveryStatus.Pending => InboxKey.Pending,
            DeliveryStatus.Quarantined => InboxKey.Quarantined,
            DeliveryStatus.Lost => InboxKey.Lost,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Only deliveries that are pending, quarantined or lost are listed."),
        };
        TableClient table = await GetAsync(cancellationToken);
        for (int partition = 0; partition < InboxKey.PartitionCount; partition++)
        {
            await foreach (TableEntity row in table.QueryAsync<TableEntity>(InboxKey.Filter(partition, place), select: ["RowKey"], cancellationToken: cancellationToken))
            {
                if (await FindRowAsync(InboxKey.OfBodyRow(row.RowKey).Hash, cancellationToken) is { } found)
                {
                    yield return found.Delivery;
                }
            }
        }
    }

    internal ValueTask<TableClient> GetAsync(CancellationToken cancellationToken) => _table.GetAsync(cancellationToken);

    internal async Task<InboxRow?> FindRowAsync(string hash, CancellationToken cancellationToken)
    {
        TableClient table = await GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            InboxKey.PartitionOf(InboxKey.NumberOf(hash)), InboxKey.RowOf(hash), cancellationToken: cancellationToken);
        return found.HasValue ? InboxRow.Of(found.Value!) : null;
    }
}
