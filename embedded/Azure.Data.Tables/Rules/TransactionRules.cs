using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rules;

/// <summary>What the operations of one transaction have to satisfy together.</summary>
internal static class TransactionRules
{
    /// <exception cref="InvalidOperationException">There is no operation.</exception>
    /// <exception cref="TableTransactionFailedException">A rule is broken; nothing was sent or stored.</exception>
    internal static void Check(IReadOnlyList<EntityWrite> writes)
    {
        if (writes.Count == 0)
        {
            throw new InvalidOperationException("A transaction needs at least one operation.");
        }

        try
        {
            CheckTogether(writes);
        }
        catch (RequestFailedException e) when (e is not TableTransactionFailedException)
        {
            throw new TableTransactionFailedException(e);
        }
    }

    private static void CheckTogether(IReadOnlyList<EntityWrite> writes)
    {
        if (writes.Count > TableLimits.TransactionOperationsMax)
        {
            throw TableErrors.BadInput(TableErrorCode.InvalidInput, $"The transaction has {writes.Count} operations; at most {TableLimits.TransactionOperationsMax} are allowed.")
                .At(TableLimits.TransactionOperationsMax);
        }

        HashSet<string> rowKeys = new(StringComparer.Ordinal);
        long bytes = 0;
        for (int index = 0; index < writes.Count; index++)
        {
            EntityRow row = writes[index].Row;
            bytes += TransactionSize.Of(row);
            CheckOne(writes[index], index);
            if (row.PartitionKey != writes[0].Row.PartitionKey)
            {
                throw TableErrors.BadInput(TableErrorCode.CommandsInBatchActOnDifferentPartitions, "All operations of a transaction must be on one partition.").At(index);
            }

            if (!rowKeys.Add(row.RowKey!))
            {
                throw TableErrors.BadInput(TableErrorCode.InvalidDuplicateRow, $"The row '{row.RowKey}' appears twice in the transaction.").At(index);
            }
        }

        if (bytes > TableLimits.TransactionBytesMax)
        {
            throw TableErrors.TransactionTooLarge(bytes);
        }
    }

    private static void CheckOne(EntityWrite write, int index)
    {
        try
        {
            write.Check();
        }
        catch (RequestFailedException e)
        {
            throw e.At(index);
        }
    }
}
