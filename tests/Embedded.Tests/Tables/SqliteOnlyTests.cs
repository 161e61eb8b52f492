using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Sqlite;
using Coder.Embedded.Store;

namespace Embedded.Tests.Tables;

/// <summary>What concerns the embedded store alone.</summary>
public sealed class SqliteOnlyTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tables-");
    private EmbeddedStore? _store;

    private string StorePath => Path.Combine(_folder.FullName, "store.db");

    public ValueTask InitializeAsync()
    {
        _store = EmbeddedStore.Open(StorePath);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task ETag_UnderAClockThatStands_StillChangesWithEveryWrite()
    {
        TableClient table = await TableAsync(new StandingClock());

        ETag? added = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag;
        ETag? written = (await table.UpsertEntityAsync(new TableEntity("p", "r"))).Headers.ETag;
        await table.DeleteEntityAsync("p", "r");
        ETag? addedAgain = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag;

        Assert.Equal(3, new[] { added, written, addedAgain }.Distinct().Count());
    }

    [Fact]
    public async Task ETag_AfterARestartWithTheClockSetBack_StillChanges()
    {
        TableClient before = await TableAsync(TimeProvider.System);
        ETag old = (await before.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        TableClient after = await TableAsync(new StandingClock());

        ETag updated = (await after.UpdateEntityAsync(new TableEntity("p", "r"), old)).Headers.ETag!.Value;

        Assert.NotEqual(old, updated);
        Assert.Equal(updated, (await after.GetEntityAsync<TableEntity>("p", "r")).Value.ETag);
    }

    [Fact]
    public async Task Timestamp_OfAWrite_IsTheClocks()
    {
        TableClient table = await TableAsync(new StandingClock());

        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(StandingClock.Now, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.Timestamp);
    }

    [Fact]
    public async Task Rows_AfterTheStoreWasClosed_AreThere()
    {
        TableClient before = await TableAsync(TimeProvider.System);
        await before.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        await _store!.DisposeAsync();
        _store = EmbeddedStore.Open(StorePath);

        TableClient after = await TableAsync(TimeProvider.System);

        Assert.Equal(1, (await after.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Merge_PastTheLimits_IsRefusedAndChangesNothing()
    {
        TableClient table = await TableAsync(TimeProvider.System);
        await table.AddEntityAsync(Wide("a", 200));

        RequestFailedException error = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpsertEntityAsync(Wide("b", 53)));

        Assert.Equal("TooManyProperties", error.ErrorCode);
        Assert.False((await table.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("b0"));
    }

    [Fact]
    public async Task Query_WithATokenOfAnotherStore_IsRefused()
    {
        TableClient table = await TableAsync(TimeProvider.System);

        RequestFailedException error = await Assert.ThrowsAsync<RequestFailedException>(async () =>
        {
            await foreach (Page<TableEntity> _ in table.QueryAsync<TableEntity>().AsPages("1!8!cA-- 1!8!cg--"))
            {
            }
        });

        Assert.Equal((400, "InvalidInput"), (error.Status, error.ErrorCode));
    }

    [Theory]
    [InlineData("PartitionKey eq 'p' and RowKey ge 'a' and N eq 1", "tbl=? AND pk=? AND rk>?")]
    [InlineData("PartitionKey eq 'p'", "tbl=? AND pk=?")]
    [InlineData("PartitionKey gt 'p' and RowKey eq 'a'", "tbl=? AND pk>?")]
    public void Selection_ByKeys_UsesTheIndex(string filter, string search)
    {
        KeySelection selection = new(1, Azure.Data.Tables.Filters.FilterParser.Parse(filter), null);
        Assert.Contains(search, Plan(selection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PartitionKey eq 'p' and RowKey ge 'a'", "tbl=? AND pk=? AND rk>?")]
    [InlineData("PartitionKey ge 'p'", "tbl=? AND (pk,rk)>(?,?)")]
    [InlineData("N eq 1", "tbl=? AND (pk,rk)>(?,?)")]
    public void Selection_OfALaterPage_SeeksItsFirstRow(string filter, string search)
    {
        KeySelection selection = new(1, Azure.Data.Tables.Filters.FilterParser.Parse(filter), new RowPosition("p", "m"));
        Assert.Contains(search, Plan(selection), StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", Plan(selection), StringComparison.Ordinal);
    }

    private string Plan(KeySelection selection)
    {
        _ = new SqliteTables(_store!, TimeProvider.System);
        return _store!.Read(connection =>
        {
            using Microsoft.Data.Sqlite.SqliteDataReader reader = connection.Query($"EXPLAIN QUERY PLAN {selection.Sql}", selection.Values);
            List<string> lines = [];
            while (reader.Read())
            {
                lines.Add(reader.GetString(3));
            }

            return string.Join('\n', lines);
        });
    }

    private async Task<TableClient> TableAsync(TimeProvider time)
    {
        TableClient table = new TableServiceClient(new SqliteTables(_store!, time)).GetTableClient("things");
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private static TableEntity Wide(string prefix, int properties)
    {
        TableEntity entity = new("p", "r");
        for (int i = 0; i < properties; i++)
        {
            entity[$"{prefix}{i}"] = i;
        }

        return entity;
    }

    private sealed class StandingClock : TimeProvider
    {
        internal static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
