using Azure;
using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

public abstract partial class TablesSuite
{
    [Fact]
    public async Task ETag_OfAWrite_IsTheOneThatIsReadAndChangesWithEveryWrite()
    {
        TableClient table = await NewTableAsync();
        TableEntity entity = new("p", "r") { ["A"] = 1 };

        ETag? added = (await table.AddEntityAsync(entity)).Headers.ETag;
        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
        ETag? updated = (await table.UpdateEntityAsync(entity, read.ETag)).Headers.ETag;
        ETag? upserted = (await table.UpsertEntityAsync(entity)).Headers.ETag;
        TableEntity last = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(added, read.ETag);
        Assert.Equal(upserted, last.ETag);
        Assert.Equal(3, new[] { added, updated, upserted }.Distinct().Count());
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntity_WithAnOldETag_IsRefused(TableUpdateMode mode)
    {
        TableClient table = await NewTableAsync();
        ETag old = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, old, mode);

        await RefusedAsync(table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, old, mode), 412, "UpdateConditionNotSatisfied");

        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task DeleteEntity_WithAnOldETag_IsRefused()
    {
        TableClient table = await NewTableAsync();
        ETag old = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        ETag current = (await table.UpsertEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;

        await RefusedAsync(table.DeleteEntityAsync("p", "r", old), 412, "UpdateConditionNotSatisfied");

        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", current)).Status);
    }

    [Fact]
    public async Task UpdateEntity_Missing_IsRefused()
    {
        TableClient table = await NewTableAsync();

        await RefusedAsync(table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All), 404, "ResourceNotFound");
    }

    [Fact]
    public async Task UpdateEntity_WithoutETag_IsAnArgumentError()
    {
        TableClient table = await NewTableAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
    }

    [Fact]
    public async Task UpdateEntity_ByManyAtOnce_CountsEveryOne()
    {
        const int Writers = 8;
        TableClient table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 0 });

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => IncrementAsync(table))));

        Assert.Equal(Writers, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("N"));
    }

    private static async Task IncrementAsync(TableClient table)
    {
        while (true)
        {
            TableEntity entity = await table.GetEntityAsync<TableEntity>("p", "r");
            entity["N"] = entity.GetInt32("N")!.Value + 1;
            try
            {
                await table.UpdateEntityAsync(entity, entity.ETag);
                return;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Somebody was faster: read again. Each round lets at least one writer through, so this ends.
            }
        }
    }
}
