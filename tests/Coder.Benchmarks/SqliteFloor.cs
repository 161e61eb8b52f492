using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Coder.Benchmarks;

/// <summary>
/// What SQLite alone does on this disk with the settings of the store (WAL, <c>synchronous=FULL</c>): the floor that the figures of a run are held against.
/// Measured once the log has been checkpointed and is written over, as it is in a store that has been at work for a while.
/// </summary>
internal static class SqliteFloor
{
    /// <summary>The store's own groups hold at most about as many.</summary>
    private const int RowsPerTransaction = 500;
    private const int Rows = 50_000;
    private const int Commits = 2_000;

    /// <summary>About what the packed events of one step take.</summary>
    private const int RowBytes = 64;

    static SqliteFloor() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Rows a second in transactions of 500.</summary>
    internal static double RowsPerSecond() => Insert(Rows, RowsPerTransaction);

    /// <summary>Transactions of one row a second.</summary>
    internal static double CommitsPerSecond() => Insert(Commits, 1);

    private static double Insert(int rows, int perTransaction)
    {
        using ScratchFolder folder = new();
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = folder.File("floor.db"), Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;");
        Execute(connection, "CREATE TABLE floor (key INTEGER NOT NULL, step INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (key, step)) WITHOUT ROWID");
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO floor (key, step, data) VALUES ($key, $step, $data)";
        SqliteParameter key = insert.Parameters.Add("$key", SqliteType.Integer);
        SqliteParameter step = insert.Parameters.Add("$step", SqliteType.Integer);
        insert.Parameters.Add("$data", SqliteType.Blob).Value = new byte[RowBytes];
        using SqliteCommand begin = Command(connection, "BEGIN IMMEDIATE");
        using SqliteCommand commit = Command(connection, "COMMIT");
        long started = 0;
        for (int row = 0; row < 2 * rows;)
        {
            if (row == rows)
            {
                started = Stopwatch.GetTimestamp();
            }

            begin.ExecuteNonQuery();
            for (int i = 0; i < perTransaction; i++, row++)
            {
                key.Value = row % RowsPerTransaction;
                step.Value = row / RowsPerTransaction;
                insert.ExecuteNonQuery();
            }

            commit.ExecuteNonQuery();
        }

        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
