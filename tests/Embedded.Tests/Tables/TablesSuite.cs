using Azure;
using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

/// <summary>What tables promise, whatever is behind them. One file a topic; every test has a table of its own.</summary>
public abstract partial class TablesSuite(ITablesFixture fixture)
{
    private async Task<TableClient> NewTableAsync()
    {
        TableClient table = fixture.Client().GetTableClient($"t{Guid.NewGuid():n}");
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private static async Task<List<string>> RowKeysAsync(TableClient table, string? filter = null)
    {
        List<string> keys = [];
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(filter))
        {
            keys.Add(entity.RowKey);
        }

        return keys;
    }

    private static async Task<RequestFailedException> RefusedAsync(Task operation, int status, string code)
    {
        RequestFailedException error = await Assert.ThrowsAnyAsync<RequestFailedException>(() => operation);
        Assert.Equal((status, code), (error.Status, error.ErrorCode));
        return error;
    }
}
