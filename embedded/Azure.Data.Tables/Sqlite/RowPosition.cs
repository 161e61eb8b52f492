using System.Text.Json;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rules;

namespace Azure.Data.Tables.Sqlite;

/// <summary>The row at which the next page begins.</summary>
internal sealed record RowPosition(string PartitionKey, string RowKey)
{
    /// <exception cref="RequestFailedException">InvalidInput: the token is not one of ours.</exception>
    internal static RowPosition? Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(token)) is [var partitionKey, var rowKey]
                ? new RowPosition(partitionKey, rowKey)
                : throw Error();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Error();
        }
    }

    internal string ToToken() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes<string[]>([PartitionKey, RowKey]));

    private static RequestFailedException Error() =>
        TableErrors.BadInput(TableErrorCode.InvalidInput, "The continuation token was not made by this store; start the query from its first page.");
}
