using Azure.Data.Tables;

namespace Coder.Runs.Storage;

/// <summary>Reads columns that every row of its kind has.</summary>
internal static class RowColumns
{
    internal static string Text(this TableEntity row, string column) => row.GetString(column) ?? throw Missing(row, column);

    internal static int Int32(this TableEntity row, string column) => row.GetInt32(column) ?? throw Missing(row, column);

    internal static long Int64(this TableEntity row, string column) => row.GetInt64(column) ?? throw Missing(row, column);

    internal static bool Flag(this TableEntity row, string column) => row.GetBoolean(column) ?? throw Missing(row, column);

    internal static DateTimeOffset Time(this TableEntity row, string column) => row.GetDateTimeOffset(column) ?? throw Missing(row, column);

    private static InvalidDataException Missing(TableEntity row, string column) =>
        new($"The row {row.PartitionKey}/{row.RowKey} has no column {column}.");
}
