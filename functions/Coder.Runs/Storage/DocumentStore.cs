using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Runs.Storage;

/// <summary>Write-once JSON documents of a run: steps, node results, visit specifications, definitions. A repeated write returns the first answer.</summary>
public sealed class DocumentStore(RunTables tables, RowPayload payload)
{
    /// <summary>Stores <paramref name="value"/> unless the key is taken; returns what is stored then.</summary>
    /// <param name="partition">Usually the run's id.</param>
    /// <param name="key">Parts of the row key.</param>
    public async Task<T> AddOrGetAsync<T>(string partition, string[] key, T value, CancellationToken cancellation)
        where T : class
    {
        TableClient table = await tables.StepsAsync(cancellation);
        TableEntity row = new(TableKey.Encode(partition), TableKey.Encode(key));
        await payload.PutAsync(row, StoreJson.Write(value), cancellation);
        try
        {
            await table.AddEntityAsync(row, cancellation);
            return value;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync<T>(partition, key, cancellation)
                ?? throw new InvalidOperationException($"The document {row.PartitionKey}/{row.RowKey} vanished.");
        }
    }

    /// <summary>Whether there is one; cheaper than a write that is refused.</summary>
    public async Task<bool> ExistsAsync(string partition, string[] key, CancellationToken cancellation)
    {
        TableClient table = await tables.StepsAsync(cancellation);
        return (await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(partition), TableKey.Encode(key), ["RowKey"], cancellation)).HasValue;
    }

    /// <summary>The stored value, or null.</summary>
    public async Task<T?> FindAsync<T>(string partition, string[] key, CancellationToken cancellation)
        where T : class
    {
        TableClient table = await tables.StepsAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            TableKey.Encode(partition), TableKey.Encode(key), cancellationToken: cancellation);
        return row.HasValue ? StoreJson.Read<T>(await payload.GetAsync(row.Value!, cancellation)) : null;
    }
}
