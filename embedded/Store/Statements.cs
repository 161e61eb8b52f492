using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Coder.Embedded.Store;

/// <summary>Statements that stay prepared for the life of their connection, with parameters <c>$1</c>, <c>$2</c>, … by position.</summary>
/// <remarks>Preparing costs several times as much as running a small statement. A connection is used by one thread at a time, so its statements are too.</remarks>
internal static class Statements
{
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteCommand>> Prepared = [];

    /// <summary>Runs a statement and returns the number of rows that it changed.</summary>
    internal static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        Bind(connection, sql, values).ExecuteNonQuery();

    /// <summary>Runs a query; dispose the reader before the same text is run again on this connection.</summary>
    internal static SqliteDataReader Query(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        Bind(connection, sql, values).ExecuteReader();

    /// <summary>The first column of the first row; null when there is no row or the value is NULL.</summary>
    internal static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        object? value = Bind(connection, sql, values).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    internal static string? StringOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static long? LongOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private static SqliteCommand Bind(SqliteConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        Dictionary<string, SqliteCommand> commands = Prepared.GetOrCreateValue(connection);
        if (!commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
