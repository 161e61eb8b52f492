using Microsoft.Data.Sqlite;

namespace Coder.Benchmarks.Node;

internal static class StoreSize
{
    /// <summary>Bytes of the pages in use, those in the write-ahead log included.</summary>
    internal static long Bytes(string file) =>
        Read(file, connection => (Pragma(connection, "page_count") - Pragma(connection, "freelist_count")) * Pragma(connection, "page_size"));

    /// <summary>Rows of the tables service.</summary>
    internal static long Rows(string file) => Read(file, connection => Number(connection, "SELECT count(*) FROM tables_rows"));

    /// <summary>Bytes of the history of the newest orchestration.</summary>
    internal static long LatestHistoryBytes(string file) => Read(file, connection =>
    {
        string table = Text(connection, @"SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'hub\_%\_history' ESCAPE '\'");
        return Number(connection, $"SELECT sum(length(events)) FROM {table} WHERE key = (SELECT max(key) FROM {table})");
    });

    private static long Read(string file, Func<SqliteConnection, long> read)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return read(connection);
    }

    private static long Pragma(SqliteConnection connection, string name) => Number(connection, $"PRAGMA {name}");

    private static long Number(SqliteConnection connection, string sql) => (long)Scalar(connection, sql);

    private static string Text(SqliteConnection connection, string sql) => (string)Scalar(connection, sql);

    private static object Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
