using System.Globalization;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Rules;
using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;

namespace Azure.Data.Tables.Sqlite;

/// <summary>
/// The rows of all tables, indexed by table, partition key and row key. Rows lie in the order in which they came, so that those of one commit share pages
/// however far their keys are apart; only the small entries of the index are scattered.
/// </summary>
internal static class StoredRows
{
    internal const string Schema = """
        CREATE TABLE IF NOT EXISTS tables_names (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE IF NOT EXISTS tables_rows (
            tbl INTEGER NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL, stamp INTEGER NOT NULL, body BLOB NOT NULL,
            UNIQUE (tbl, pk, rk));
        """;

    private const string SelectRow = "SELECT stamp, body FROM tables_rows WHERE tbl = $1 AND pk = $2 AND rk = $3";
    private const string SelectStamp = "SELECT stamp FROM tables_rows WHERE tbl = $1 AND pk = $2 AND rk = $3";
    private const string Insert = "INSERT OR IGNORE INTO tables_rows VALUES ($1, $2, $3, $4, $5)";
    private const string Replace =
        "INSERT INTO tables_rows VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tbl, pk, rk) DO UPDATE SET stamp = excluded.stamp, body = excluded.body";

    private const string Remove = "DELETE FROM tables_rows WHERE tbl = $1 AND pk = $2 AND rk = $3";

    /// <summary>Stamps are the UTC ticks of the last write, raised where needed so that every write has a new one.</summary>
    internal static ETag ETagOf(long stamp) =>
        new(string.Create(CultureInfo.InvariantCulture, $"W/\"datetime'{new DateTime(stamp, DateTimeKind.Utc):yyyy-MM-ddTHH'%3A'mm'%3A'ss.fffffff}Z'\""));

    internal static EntityRow Row(string partitionKey, string rowKey, long stamp, byte[] body) => new(partitionKey, rowKey, RowCodec.Decode(body))
    {
        Timestamp = new DateTimeOffset(stamp, TimeSpan.Zero),
        ETag = ETagOf(stamp),
    };

    internal static EntityRow? Find(SqliteConnection connection, long table, string partitionKey, string rowKey)
    {
        using SqliteDataReader reader = connection.Query(SelectRow, table, partitionKey, rowKey);
        return reader.Read() ? Row(partitionKey, rowKey, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>The row's properties as stored, where the operation alone decides them; made before the writer's turn, which all writes share.</summary>
    internal static byte[] Body(EntityWrite write) => write.Kind == TableTransactionActionType.Delete ? [] : RowCodec.Encode(write.Row.Properties);

    /// <summary>Applies one operation; returns the row's new stamp, at least <paramref name="stamp"/>.</summary>
    /// <exception cref="RequestFailedException">Refused; nothing was changed.</exception>
    internal static long Apply(SqliteConnection connection, long table, EntityWrite write, byte[] body, long stamp)
    {
        string partitionKey = write.Row.PartitionKey!;
        string rowKey = write.Row.RowKey!;
        if (write.Kind == TableTransactionActionType.Add)
        {
            int added = connection.Execute(Insert, table, partitionKey, rowKey, stamp, body);
            return added == 1 ? stamp : throw TableErrors.EntityAlreadyExists(partitionKey, rowKey);
        }

        long? old = (long?)connection.Scalar(SelectStamp, table, partitionKey, rowKey);
        CheckCondition(write, old);
        if (write.Kind == TableTransactionActionType.Delete)
        {
            connection.Execute(Remove, table, partitionKey, rowKey);
            return stamp;
        }

        stamp = Math.Max(stamp, old + 1 ?? 0);
        body = old is null || write.Kind is TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace ? body : Merged(connection, table, write);
        connection.Execute(Replace, table, partitionKey, rowKey, stamp, body);
        return stamp;
    }

    private static void CheckCondition(EntityWrite write, long? old)
    {
        if (write.Kind is TableTransactionActionType.UpsertMerge or TableTransactionActionType.UpsertReplace)
        {
            return;
        }

        if (old is not { } stamp)
        {
            throw TableErrors.ResourceNotFound(write.Row.PartitionKey, write.Row.RowKey);
        }

        if (write.IfMatch != ETag.All && write.IfMatch != ETagOf(stamp))
        {
            throw TableErrors.ConditionNotSatisfied(write.Row.PartitionKey, write.Row.RowKey);
        }
    }

    private static byte[] Merged(SqliteConnection connection, long table, EntityWrite write)
    {
        EntityRow merged = Find(connection, table, write.Row.PartitionKey!, write.Row.RowKey!)!;
        foreach ((string name, object value) in write.Row.Properties)
        {
            merged.Properties[name] = value;
        }

        EntityRules.CheckProperties(merged);
        return RowCodec.Encode(merged.Properties);
    }
}
