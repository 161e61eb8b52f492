using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Billing.Metering;

/// <summary>What has to be told to Stripe: rows of the account's partition, the oldest first. Those that are sent stay for reconciliation.</summary>
public sealed class MeterOutbox(TableServiceClient tables)
{
    private readonly CreatedTable _table = new(tables, "meterevents");

    /// <summary>Writes the entry as it is now.</summary>
    public async Task WriteAsync(MeterEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await _table.GetAsync(cancellation);
        TableEntity row = new(TableKey.Encode(entry.Account), TableKey.Encode("m", entry.Id))
        {
            ["Id"] = entry.Id,
            ["Customer"] = entry.Customer,
            ["Status"] = entry.Status.ToString(),
            ["Credits"] = entry.Credits,
            ["At"] = entry.At,
            ["Ticks"] = entry.At.UtcTicks,
            ["Tries"] = entry.Tries,
        };
        if (entry.FirstTriedAt is { } tried)
        {
            row["FirstTriedAt"] = tried;
        }

        if (entry.Note is not null)
        {
            row["Note"] = entry.Note;
        }

        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Entries that are not at Stripe yet, the oldest first.</summary>
    public Task<IReadOnlyList<MeterEntry>> OpenAsync(string account, CancellationToken cancellation) => ReadAsync(
        account, TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(account)} and Status ne {nameof(MeterEntryStatus.Sent)}"), cancellation);

    /// <summary>Entries of a time, the oldest first.</summary>
    public Task<IReadOnlyList<MeterEntry>> OfTimeAsync(string account, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) => ReadAsync(
        account, TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Encode(account)} and Ticks ge {from.UtcTicks} and Ticks lt {to.UtcTicks}"), cancellation);

    private async Task<IReadOnlyList<MeterEntry>> ReadAsync(string account, string filter, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        List<MeterEntry> entries = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            entries.Add(new MeterEntry(
                account,
                row.GetString("Id")!,
                row.GetString("Customer")!,
                Enum.Parse<MeterEntryStatus>(row.GetString("Status")!),
                row.GetInt64("Credits") ?? 0,
                row.GetDateTimeOffset("At") ?? DateTimeOffset.UnixEpoch,
                row.GetDateTimeOffset("FirstTriedAt"),
                row.GetInt32("Tries") ?? 0,
                row.GetString("Note")));
        }

        return [.. entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }
}
