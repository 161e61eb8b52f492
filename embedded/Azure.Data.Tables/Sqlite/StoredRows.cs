using System.Globalization;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Rules;
using Microsoft.Data.Sqlite;

namespace Azure.Data.Tables.Sqlite;

/// <summary>The rows of all tables: one clustered table ordered by table, partition key and row key.</summary>
internal static class StoredRows
{
    internal const string Schema = """
        CREATE TABLE IF NOT EXISTS tables_names (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE IF NOT EXISTS tables_rows (
            tbl INTEGER NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL, stamp INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (tbl, pk, rk)) WITHOUT ROWID;
        """;

    private const string SelectRow = "SELECT stamp, body FROM tables_rows WHERE tbl = $0 AND pk = $1 AND rk = $2";
    private const string SelectStamp = "SELECT stamp FROM tables_rows WHERE tbl = $0 AND pk = $1 AND rk = $2";
    private const string Insert = "INSERT OR IGNORE INTO tables_rows VALUES ($0, $1, $2, $3, $4)";
    private const string Replace = "REPLACE INTO tables_rows VALUES ($0, $1, $2, $3, $4)";
    private const string Remove = "DELETE FROM tables_rows WHERE tbl = $0 AND pk = $1 AND rk = $2";

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
        using SqliteDataReader reader = connection.Prepared(SelectRow, table, partitionKey, rowKey).ExecuteReader();
        return reader.Read() ? Row(partitionKey, rowKey, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>Applies one operation; returns the row's new stamp, at least <paramref name="stamp"/>.</summary>
    /// <exception cref="RequestFailedException">Refused; nothing was changed.</exception>
    internal static long Apply(SqliteConnection connection, long table, EntityWrite write, long stamp)
    {
        string partitionKey = write.Row.PartitionKey!;
        string rowKey = write.Row.RowKey!;
        if (write.Kind == TableTransactionActionType.Add)
        {
            int added = connection.Prepared(Insert, table, partitionKey, rowKey, stamp, RowCodec.Encode(write.Row.Properties)).ExecuteNonQuery();
            return added == 1 ? stamp : throw TableErrors.EntityAlreadyExists(partitionKey, rowKey);
        }

        long? old = (long?)connection.Prepared(SelectStamp, table, partitionKey, rowKey).ExecuteScalar();
        CheckCondition(write, old);
        if (write.Kind == TableTransactionActionType.Delete)
        {
            connection.Prepared(Remove, table, partitionKey, rowKey).ExecuteNonQuery();
            return stamp;
        }

        stamp = Math.Max(stamp, old + 1 ?? 0);
        byte[] body = RowCodec.Encode(old is null ? write.Row.Properties : Merged(connection, table, write));
        connection.Prepared(Replace, table, partitionKey, rowKey, stamp, body).ExecuteNonQuery();
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

    private static Dictionary<string, object> Merged(SqliteConnection connection, long table, EntityWrite write)
    {
        if (write.Kind is not (TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge))
        {
            return write.Row.Properties;
        }

        EntityRow merged = Find(connection, table, write.Row.PartitionKey!, write.Row.RowKey!)!;
        foreach ((string name, object value) in write.Row.Properties)
        {
            merged.Properties[name] = value;
        }

        EntityRules.CheckProperties(merged);
        return merged.Properties;
    }
}
