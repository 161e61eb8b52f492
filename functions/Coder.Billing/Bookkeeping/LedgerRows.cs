using Azure.Data.Tables;
using Coder.Billing.Ledger;
using Coder.Storage;

namespace Coder.Billing.Bookkeeping;

/// <summary>Rows of an account's partition: <c>balance</c>, <c>id!ID</c> (the posting's number) and <c>posting!NUMBER</c>, the newest first.</summary>
internal static class LedgerRows
{
    internal const string TableName = "ledger";
    internal const string Balance = "balance";

    private const string StateColumn = "State";
    private const string PostingColumn = "Posting";
    private const string SequenceColumn = "Sequence";
    private const int SequenceDigits = 19;

    internal static string Partition(string account) => TableKey.Encode(account);

    internal static string Id(string id) => TableKey.Encode("id", id);

    internal static string Posting(long sequence) => TableKey.Encode("posting", TableKey.Number(long.MaxValue - sequence, SequenceDigits));

    /// <summary>From a posting to those before it; null: from the newest on.</summary>
    internal static string StatementFilter(string account, long? before)
    {
        string after = before is { } sequence ? Posting(sequence) : "posting!";
        return TableClient.CreateQueryFilter($"PartitionKey eq {Partition(account)} and RowKey gt {after} and RowKey lt {"posting!~"}");
    }

    internal static TableEntity BalanceRow(string account, LedgerState state)
    {
        TableEntity row = new(Partition(account), Balance);
        CompressedProperty.Set(row, StateColumn, LedgerJson.Write(state));
        return row;
    }

    internal static LedgerState State(TableEntity row) => LedgerJson.Read<LedgerState>(CompressedProperty.Get(row, StateColumn) ?? throw Missing(row, StateColumn));

    internal static TableEntity IdRow(string account, Posting posting) => new(Partition(account), Id(posting.Id)) { [SequenceColumn] = posting.Sequence };

    internal static long Sequence(TableEntity row) => row.GetInt64(SequenceColumn) ?? throw Missing(row, SequenceColumn);

    internal static TableEntity PostingRow(string account, Posting posting) => new(Partition(account), Posting(posting.Sequence)) { [PostingColumn] = LedgerJson.Write(posting) };

    internal static Posting Posting(TableEntity row) => LedgerJson.Read<Posting>(row.GetBinary(PostingColumn) ?? throw Missing(row, PostingColumn));

    private static InvalidDataException Missing(TableEntity row, string column) => new($"The row {row.PartitionKey}/{row.RowKey} has no column {column}.");
}
