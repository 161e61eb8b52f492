using Azure.Core;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Rest;

/// <summary>A write as the service's protocol has it, by itself or as a part of a transaction.</summary>
/// <param name="Path">Below the account's endpoint, escaped.</param>
internal sealed record EntityRequest(RequestMethod Method, string Path, ETag? IfMatch, ReadOnlyMemory<byte> Body)
{
    internal static EntityRequest From(string table, EntityWrite write)
    {
        string path = PathOf(table, write.Row.PartitionKey!, write.Row.RowKey!);
        ReadOnlyMemory<byte> body = write.Kind == TableTransactionActionType.Delete ? default : EntityJson.Write(write.Row);
        return write.Kind switch
        {
            TableTransactionActionType.Add => new EntityRequest(RequestMethod.Post, $"/{table}", null, body),
            TableTransactionActionType.UpsertMerge => new EntityRequest(RequestMethod.Patch, path, null, body),
            TableTransactionActionType.UpsertReplace => new EntityRequest(RequestMethod.Put, path, null, body),
            TableTransactionActionType.UpdateMerge => new EntityRequest(RequestMethod.Patch, path, write.IfMatch, body),
            TableTransactionActionType.UpdateReplace => new EntityRequest(RequestMethod.Put, path, write.IfMatch, body),
            TableTransactionActionType.Delete => new EntityRequest(RequestMethod.Delete, path, write.IfMatch, body),
            _ => throw new ArgumentOutOfRangeException(nameof(write), write.Kind, "There is no such operation."),
        };
    }

    internal static string PathOf(string table, string partitionKey, string rowKey) => $"/{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
