using System.Collections.Concurrent;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Rules;
using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;

namespace Azure.Data.Tables.Sqlite;

/// <summary>Tables in the embedded store. A write's task completes after its commit is on disk; reads see committed rows only.</summary>
internal sealed class SqliteTables : ITableBackEnd
{
    private const int Ok = 200;
    private const int NoContent = 204;

    private static readonly ConcurrentDictionary<string, Lazy<SqliteTables>> Opened = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, long> _tableIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly EmbeddedStore _store;
    private readonly TimeProvider _time;
    private long _lastStamp;

    internal SqliteTables(EmbeddedStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        store.WriteAsync(connection => connection.Execute(StoredRows.Schema)).GetAwaiter().GetResult();
    }

    public Uri Uri => new(_store.Path);

    public string AccountName => Path.GetFileNameWithoutExtension(_store.Path);

    /// <summary>The process's one back end for the file; it stays open, as clients have no end of their own. A failure to open it is not remembered.</summary>
    internal static SqliteTables Open(string path) => Opened.GetOrAdd(
        Path.GetFullPath(path),
        static key => new Lazy<SqliteTables>(() => new SqliteTables(EmbeddedStore.Open(key), TimeProvider.System), LazyThreadSafetyMode.PublicationOnly)).Value;

    /// <summary>Closes the process's back end for the file, whose clients must be through: a process that opens hundreds has an end of each.</summary>
    internal static async ValueTask CloseAsync(string path)
    {
        if (Opened.TryRemove(Path.GetFullPath(path), out Lazy<SqliteTables>? opened) && opened.IsValueCreated)
        {
            await opened.Value._store.DisposeAsync();
        }
    }

    public async Task<Response> CreateTableAsync(string table, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int added = await _store.WriteAsync(connection => connection.Execute("INSERT OR IGNORE INTO tables_names (name) VALUES ($1)", table));
        return new LocalResponse(added == 1 ? NoContent : TableErrors.Conflict);
    }

    public async Task<Response> DeleteTableAsync(string table, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int removed = await _store.WriteAsync(connection =>
        {
            connection.Execute("DELETE FROM tables_rows WHERE tbl = (SELECT id FROM tables_names WHERE name = $1)", table);
            return connection.Execute("DELETE FROM tables_names WHERE name = $1", table);
        });
        _tableIds.TryRemove(table, out _);
        return removed == 1 ? new LocalResponse(NoContent) : LocalResponse.NotFound;
    }

    public async Task<Response> WriteAsync(string table, EntityWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long id = TableId(table);
        byte[] body = StoredRows.Body(write);
        return Written(write, await _store.WriteAsync(connection => StoredRows.Apply(connection, id, write, body, NextStamp())));
    }

    public async Task<(Response Response, IReadOnlyList<Response> Parts)> WriteAllAsync(
        string table, IReadOnlyList<EntityWrite> writes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long id = TableId(table);
        byte[][] bodies = [.. writes.Select(StoredRows.Body)];
        long[] stamps = await _store.WriteAsync(connection => ApplyAll(connection, id, writes, bodies));
        return (new LocalResponse(202), [.. writes.Select((write, index) => Written(write, stamps[index]))]);
    }

    public Task<(Response Response, EntityRow? Row)> ReadAsync(
        string table, string partitionKey, string rowKey, IReadOnlySet<string>? columns, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long id = TableId(table);
        EntityRow? row = _store.Read(connection => StoredRows.Find(connection, id, partitionKey, rowKey));
        return Task.FromResult<(Response, EntityRow?)>(row is null ? (LocalResponse.NotFound, null) : (new LocalResponse(Ok, row.ETag), row.Project(columns)));
    }

    public Task<EntityPage> ReadPageAsync(string table, EntityQuery query, string? continuation, int rowsMax, CancellationToken cancellationToken)
    {
        KeySelection selection = new(TableId(table), query.Filter, RowPosition.Parse(continuation));
        return Task.FromResult(_store.Read(connection => ReadPage(connection, selection, query, rowsMax, cancellationToken)));
    }

    private static EntityPage ReadPage(SqliteConnection connection, KeySelection selection, EntityQuery query, int rowsMax, CancellationToken cancellationToken)
    {
        List<EntityRow> rows = [];
        using SqliteDataReader reader = connection.Query(selection.Sql, selection.Values);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            EntityRow row = StoredRows.Row(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3));
            if (!selection.Rest.All(filter => filter.Matches(row)))
            {
                continue;
            }

            if (rows.Count == rowsMax)
            {
                return new EntityPage(new LocalResponse(Ok), rows, new RowPosition(row.PartitionKey!, row.RowKey!).ToToken());
            }

            rows.Add(row.Project(query.Columns));
        }

        return new EntityPage(new LocalResponse(Ok), rows, null);
    }

    private static LocalResponse Written(EntityWrite write, long stamp) =>
        write.Kind == TableTransactionActionType.Delete ? new LocalResponse(NoContent) : new LocalResponse(NoContent, StoredRows.ETagOf(stamp));

    private long[] ApplyAll(SqliteConnection connection, long table, IReadOnlyList<EntityWrite> writes, byte[][] bodies)
    {
        long[] stamps = new long[writes.Count];
        for (int index = 0; index < stamps.Length; index++)
        {
            try
            {
                stamps[index] = StoredRows.Apply(connection, table, writes[index], bodies[index], NextStamp());
            }
            catch (RequestFailedException e)
            {
                throw e.At(index);
            }
        }

        return stamps;
    }

    // Called by the store's one writer thread only. Never twice the same, so that an ETag never matches a later state of its row.
    private long NextStamp() => _lastStamp = Math.Max(_lastStamp + 1, _time.GetUtcNow().UtcTicks);

    private long TableId(string table)
    {
        if (_tableIds.TryGetValue(table, out long id))
        {
            return id;
        }

        id = (long?)_store.Read(connection => connection.Scalar("SELECT id FROM tables_names WHERE name = $1", table))
            ?? throw TableErrors.TableNotFound(table);
        _tableIds[table] = id;
        return id;
    }
}
