using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Azure.Data.Tables.Sqlite;

/// <summary>Commands that stay prepared for the life of their connection; a connection is used by one thread at a time.</summary>
internal static class PreparedCommands
{
    // Statements differ by the shape of a filter only, so this is reached by odd programs alone.
    private const int CommandsMax = 128;

    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteCommand>> Known = [];

    /// <summary>The command with its parameters <c>$0</c>, <c>$1</c>, … set; do not dispose it.</summary>
    internal static SqliteCommand Prepared(this SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        Dictionary<string, SqliteCommand> commands = Known.GetOrCreateValue(connection);
        if (!commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = Create(connection, sql, values.Length);
            Keep(commands, sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }

    private static SqliteCommand Create(SqliteConnection connection, string sql, int parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }

    private static void Keep(Dictionary<string, SqliteCommand> commands, string sql, SqliteCommand command)
    {
        if (commands.Count == CommandsMax)
        {
            foreach (SqliteCommand old in commands.Values)
            {
                old.Dispose();
            }

            commands.Clear();
        }

        commands.Add(sql, command);
    }
}
