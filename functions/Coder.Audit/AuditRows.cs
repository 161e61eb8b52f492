using Azure.Data.Tables;
using Coder.Contracts.Audit;
using Coder.Storage;

namespace Coder.Audit;

/// <summary>
/// Rows of an account's partition: <c>id!ID</c> and, of the account's chain and of every project's, <c>head!CHAIN</c> and <c>line!CHAIN!NUMBER</c>. The chain's
/// name in keys is <c>-</c> for the account's and <c>p!PROJECT</c> for a project's.
/// </summary>
internal static class AuditRows
{
    internal const string TableName = "audit";

    private const string LineColumn = "Line";
    private const string NumberColumn = "Number";
    private const string HashColumn = "Hash";
    private const int NumberDigits = 19;

    internal static string Partition(string account) => TableKey.Encode(account);

    internal static string Id(string id) => TableKey.Encode("id", id);

    internal static string Head(string? project) => project is null ? TableKey.Encode("head", "-") : TableKey.Encode("head", "p", project);

    internal static string Line(string? project, long number)
    {
        string digits = TableKey.Number(number, NumberDigits);
        return project is null ? TableKey.Encode("line", "-", digits) : TableKey.Encode("line", "p", project, digits);
    }

    /// <summary>The chain's lines from one number to another.</summary>
    internal static string Filter(string account, string? project, long from, long to) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {Partition(account)} and RowKey ge {Line(project, from)} and RowKey le {Line(project, to)}");

    internal static TableEntity IdRow(string account, string id) => new(Partition(account), Id(id));

    internal static TableEntity HeadRow(string account, string? project, AuditHead head) => new(Partition(account), Head(project)) { [NumberColumn] = head.Number, [HashColumn] = head.Hash };

    internal static AuditHead ReadHead(string chain, TableEntity row) => new(chain, row.GetInt64(NumberColumn) ?? throw Missing(row, NumberColumn), row.GetString(HashColumn) ?? throw Missing(row, HashColumn));

    internal static TableEntity LineRow(string account, string? project, AuditHead head, byte[] line) =>
        new(Partition(account), Line(project, head.Number)) { [LineColumn] = line, [HashColumn] = head.Hash };

    internal static byte[] ReadLine(TableEntity row) => row.GetBinary(LineColumn) ?? throw Missing(row, LineColumn);

    internal static string ReadHash(TableEntity row) => row.GetString(HashColumn) ?? throw Missing(row, HashColumn);

    private static InvalidDataException Missing(TableEntity row, string column) => new($"The row {row.PartitionKey}/{row.RowKey} has no column {column}.");
}
