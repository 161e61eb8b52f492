using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Coder.Embedded.Store;

/// <summary>
/// One SQLite file (WAL, <c>synchronous=FULL</c>) with one writer that commits in groups: everything that waits goes into one
/// transaction, and a write's task completes only after its commit. Reads run on pooled connections and see committed data only.
/// </summary>
/// <remarks>Shared by the durable engine and the table stand-in of one process, so that both live in one file.</remarks>
internal sealed class EmbeddedStore : IAsyncDisposable
{
    /// <summary>At most this many writes share one transaction, so that a flood of writers cannot delay the first of them without bound.</summary>
    internal const int WritesPerCommitMax = 512;

    /// <summary>Rows come at random places of their partitions: a page that is not cached is read before it is written. Taken as it is needed.</summary>
    private const int WriterCacheKiB = 64 * 1024;

    private const int ReaderCacheKiB = 16 * 1024;

    private static readonly Lock OpenGate = new();
    private static readonly Dictionary<string, EmbeddedStore> OpenStores = new(StringComparer.Ordinal);

    private readonly Channel<StoreWrite> _writes = Channel.CreateUnbounded<StoreWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly string _connectionString;
    private readonly Action<CommitSide>? _onCommit;
    private readonly Checkpoints _checkpoints;
    private readonly Thread _writer;
    private int _references = 1;

    private EmbeddedStore(string path, Action<CommitSide>? onCommit)
    {
        Path = path;
        _onCommit = onCommit;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        SqliteConnection connection = Connect(WriterCacheKiB);
        connection.Execute($"PRAGMA wal_autocheckpoint={Checkpoints.LogFramesMax}");
        _checkpoints = new Checkpoints(path, Connect(ReaderCacheKiB));
        _writer = new Thread(() => WriteLoop(connection)) { IsBackground = true, Name = "store writer" };
        _writer.Start();
    }

    static EmbeddedStore() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Absolute path of the database file.</summary>
    internal string Path { get; }

    /// <summary>Opens the store, or takes another reference to it when this process has it open already.</summary>
    /// <param name="onCommit">Called by the writer right before and right after each commit, before anybody learns of it: a crash test ends the process there.</param>
    /// <exception cref="InvalidOperationException"><paramref name="onCommit"/> comes too late: the store is open.</exception>
    internal static EmbeddedStore Open(string path, Action<CommitSide>? onCommit = null)
    {
        path = System.IO.Path.GetFullPath(path);
        lock (OpenGate)
        {
            if (OpenStores.TryGetValue(path, out EmbeddedStore? open))
            {
                if (onCommit is not null)
                {
                    throw new InvalidOperationException($"'{path}' is open already: watch its commits from its first opening.");
                }

                open._references++;
                return open;
            }

            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            EmbeddedStore store = new(path, onCommit);
            OpenStores.Add(path, store);
            return store;
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> inside the next group's transaction: when it throws, only its own changes are undone and the
    /// exception goes to the caller. It may run twice and then has to do the same: it changes nothing but the store. The task completes after the group's commit.
    /// </summary>
    internal Task<T> WriteAsync<T>(Func<SqliteConnection, T> work)
    {
        StoreWrite<T> write = new(work);
        return _writes.Writer.TryWrite(write)
            ? write.Task
            : Task.FromException<T>(new ObjectDisposedException(nameof(EmbeddedStore)));
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    internal Task WriteAsync(Action<SqliteConnection> work) => WriteAsync(connection =>
    {
        work(connection);
        return true;
    });

    /// <summary>Reads committed data on the caller's thread.</summary>
    internal T Read<T>(Func<SqliteConnection, T> read)
    {
        if (!_readers.TryTake(out SqliteConnection? connection))
        {
            connection = Connect(ReaderCacheKiB);
        }

        try
        {
            return read(connection);
        }
        finally
        {
            _readers.Add(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (OpenGate)
        {
            if (--_references > 0)
            {
                return;
            }

            OpenStores.Remove(Path);
        }

        _writes.Writer.TryComplete();
        await Task.Run(_writer.Join);
        while (_readers.TryTake(out SqliteConnection? reader))
        {
            await reader.DisposeAsync();
        }

        _checkpoints.Dispose();
    }

    private SqliteConnection Connect(int cacheKiB)
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        connection.Execute($"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-{cacheKiB}; PRAGMA foreign_keys=OFF;");
        return connection;
    }

    private void WriteLoop(SqliteConnection connection)
    {
        using SqliteConnection owned = connection;
        List<StoreWrite> group = [];
        ChannelReader<StoreWrite> reader = _writes.Reader;
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < WritesPerCommitMax && reader.TryRead(out StoreWrite? next))
            {
                group.Add(next);
            }

            Commit(connection, group);
        }
    }

    private void Commit(SqliteConnection connection, List<StoreWrite> group)
    {
        try
        {
            if (!RunTogether(connection, group))
            {
                RunApart(connection, group);
            }

            _onCommit?.Invoke(CommitSide.Before);
            connection.Execute("COMMIT");
            _onCommit?.Invoke(CommitSide.After);
        }
        catch (SqliteException e)
        {
            // Disk full, I/O error: nothing of the group is committed, and every caller learns why.
            TryRollback(connection);
            foreach (StoreWrite write in group)
            {
                write.Fail(e);
            }

            return;
        }

        foreach (StoreWrite write in group)
        {
            write.Complete();
        }

        _checkpoints.AfterCommit(connection, group.Count);
    }

    /// <summary>Savepoints cost as much as a small write, and hardly any write fails. False when one did: nothing of the group has happened.</summary>
    private static bool RunTogether(SqliteConnection connection, List<StoreWrite> group)
    {
        connection.Execute("BEGIN IMMEDIATE");
        foreach (StoreWrite write in group)
        {
            if (!write.Run(connection))
            {
                TryRollback(connection);
                return false;
            }
        }

        return true;
    }

    private static void RunApart(SqliteConnection connection, List<StoreWrite> group)
    {
        connection.Execute("BEGIN IMMEDIATE");
        foreach (StoreWrite write in group)
        {
            connection.Execute("SAVEPOINT w");
            if (!write.Run(connection))
            {
                connection.Execute("ROLLBACK TO w");
            }

            connection.Execute("RELEASE w");
        }
    }

    private static void TryRollback(SqliteConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself already.
        }
    }
}
