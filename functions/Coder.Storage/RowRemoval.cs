using Azure;
using Azure.Data.Tables;

namespace Coder.Storage;

/// <summary>Removes rows in batches, as many of a partition at once as a transaction takes.</summary>
public static class RowRemoval
{
    internal const int BatchRowsMax = 100;

    /// <summary>Removes the rows that a filter finds. One that was changed after it was found stays; one that somebody else has removed is no error.</summary>
    /// <param name="before">Done with each row before it goes; null: nothing is.</param>
    public static async Task RemoveAsync(TableClient table, string filter, Func<TableEntity, Task>? before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<TableEntity> batch = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, BatchRowsMax, cancellationToken: cancellation))
        {
            if (batch.Count == BatchRowsMax || (batch.Count > 0 && batch[0].PartitionKey != row.PartitionKey))
            {
                await RemoveAsync(table, batch, cancellation);
                batch.Clear();
            }

            await (before?.Invoke(row) ?? Task.CompletedTask);
            batch.Add(row);
        }

        await RemoveAsync(table, batch, cancellation);
    }

    private static async Task RemoveAsync(TableClient table, List<TableEntity> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)), cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Somebody was at one of them meanwhile: the others go one by one.
            foreach (TableEntity row in batch)
            {
                await RemoveUnchangedAsync(table, row, cancellation);
            }
        }
    }

    private static async Task RemoveUnchangedAsync(TableClient table, TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Changed meanwhile, or gone.
        }
    }
}
