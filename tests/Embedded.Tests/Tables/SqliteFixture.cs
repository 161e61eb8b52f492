using Azure.Data.Tables;
using Azure.Data.Tables.Sqlite;
using Coder.Embedded.Store;

namespace Embedded.Tests.Tables;

/// <summary>A store of its own in a temporary folder.</summary>
public sealed class SqliteFixture : ITablesFixture, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tables-");
    private EmbeddedStore? _store;
    private TableServiceClient? _client;

    public TableServiceClient Client() => _client!;

    public ValueTask InitializeAsync()
    {
        _store = EmbeddedStore.Open(Path.Combine(_folder.FullName, "store.db"));
        _client = new TableServiceClient(new SqliteTables(_store, TimeProvider.System));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store!.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
