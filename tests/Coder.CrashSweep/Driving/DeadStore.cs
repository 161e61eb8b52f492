using System.Text;
using System.Text.RegularExpressions;
using Coder.CrashSweep.Recording;
using Microsoft.Data.Sqlite;

namespace Coder.CrashSweep.Driving;

/// <summary>
/// What a killed host left committed. Read from a copy: opening a store writes to it, and the next host shall find it as the kill has left it.
/// </summary>
internal static partial class DeadStore
{
    private const string ResultTexts = """
        SELECT events FROM hub_coder_history UNION ALL SELECT event FROM hub_coder_inbox UNION ALL SELECT output FROM hub_coder_instances
        """;

    private const string TurnRows = """
        SELECT rk FROM tables_rows WHERE tbl = (SELECT id FROM tables_names WHERE name = 'runturns') AND rk >= 'turn!' AND rk < 'turn"'
        """;

    static DeadStore() => SQLitePCL.Batteries_V2.Init();

    /// <param name="scratch">Existing folder for the copy.</param>
    internal static (IReadOnlySet<string> Results, IReadOnlySet<string> Turns) Read(string store, string scratch)
    {
        string copy = Path.Combine(scratch, "store.db");
        foreach (string suffix in (string[])["", "-wal"])
        {
            File.Delete(copy + suffix);
            if (File.Exists(store + suffix))
            {
                File.Copy(store + suffix, copy + suffix);
            }
        }

        using SqliteConnection connection = Open(copy);
        return (
            Query(connection, "hub_coder_instances", ResultTexts).SelectMany(text => Result().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal),
            Query(connection, "tables_rows", TurnRows).Select(RequestIds.OfRow).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Takes the last committed turn away, as a store that lies about its commits would; false when there is none.</summary>
    internal static bool LoseTurn(string store)
    {
        using SqliteConnection connection = Open(store);
        using SqliteCommand delete = connection.CreateCommand();
        delete.CommandText = $"DELETE FROM tables_rows WHERE stamp = (SELECT MAX(stamp) FROM tables_rows WHERE rk IN ({TurnRows}))";
        return delete.ExecuteNonQuery() > 0;
    }

    private static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>The texts of a query; none when the host died before it had made <paramref name="table"/>.</summary>
    private static List<string> Query(SqliteConnection connection, string table, string sql)
    {
        using SqliteCommand exists = connection.CreateCommand();
        exists.CommandText = "SELECT 1 FROM sqlite_master WHERE name = $name";
        exists.Parameters.AddWithValue("$name", table);
        if (exists.ExecuteScalar() is null)
        {
            return [];
        }

        List<string> texts = [];
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = sql;
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
        {
            if (!reader.IsDBNull(0))
            {
                // Packed events are text between binary numbers.
                texts.Add(Encoding.Latin1.GetString(reader.GetFieldValue<byte[]>(0)));
            }
        }

        return texts;
    }

    [GeneratedRegex(@"done:([\w./-]+);")]
    private static partial Regex Result();
}
