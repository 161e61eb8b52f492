using Azure;
using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

public abstract partial class TablesSuite
{
    [Fact]
    public async Task SubmitTransaction_OfEveryKind_AppliesAllInOrder()
    {
        TableClient table = await NewTableAsync();
        foreach (string row in (string[])["merged", "replaced", "deleted", "upmerged", "upreplaced"])
        {
            await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 });
        }

        Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(
        [
            Action(TableTransactionActionType.Add, "added"),
            Action(TableTransactionActionType.UpdateMerge, "merged"),
            Action(TableTransactionActionType.UpdateReplace, "replaced"),
            Action(TableTransactionActionType.Delete, "deleted"),
            Action(TableTransactionActionType.UpsertMerge, "upmerged"),
            Action(TableTransactionActionType.UpsertReplace, "upreplaced"),
        ]);

        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
        Assert.Equal(["added", "merged", "replaced", "upmerged", "upreplaced"], await RowKeysAsync(table));
        Assert.Equal(["merged", "upmerged"], await RowKeysAsync(table, "Old eq 1"));
        Assert.Equal(["added", "merged", "replaced", "upmerged", "upreplaced"], await RowKeysAsync(table, "New eq 2"));
        Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "replaced")).Value.ETag, answer.Value[2].Headers.ETag);
    }

    [Theory]
    [InlineData(TableTransactionActionType.Add, "exists", 409, "EntityAlreadyExists")]
    [InlineData(TableTransactionActionType.UpdateMerge, "missing", 404, "ResourceNotFound")]
    [InlineData(TableTransactionActionType.UpdateReplace, "missing", 404, "ResourceNotFound")]
    [InlineData(TableTransactionActionType.Delete, "missing", 404, "ResourceNotFound")]
    public async Task SubmitTransaction_WithOneRefused_NamesItAndAppliesNothing(TableTransactionActionType kind, string row, int status, string code)
    {
        TableClient table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "exists"));

        Task submit = table.SubmitTransactionAsync(
            [Action(TableTransactionActionType.Add, "first"), Action(TableTransactionActionType.UpsertReplace, "second"), Action(kind, row), Action(TableTransactionActionType.Add, "last")]);

        TableTransactionFailedException error = Assert.IsType<TableTransactionFailedException>(await RefusedAsync(submit, status, code));
        Assert.Equal(2, error.FailedTransactionActionIndex);
        Assert.Equal(["exists"], await RowKeysAsync(table));
    }

    [Fact]
    public async Task SubmitTransaction_WithAnOldETag_AppliesNothing()
    {
        TableClient table = await NewTableAsync();
        ETag old = (await table.AddEntityAsync(new TableEntity("p", "head") { ["N"] = 0 })).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "head") { ["N"] = 1 });

        Task submit = table.SubmitTransactionAsync(
            [Action(TableTransactionActionType.Add, "event"), new TableTransactionAction(TableTransactionActionType.UpdateReplace, new TableEntity("p", "head") { ["N"] = 2 }, old)]);

        TableTransactionFailedException error = Assert.IsType<TableTransactionFailedException>(await RefusedAsync(submit, 412, "UpdateConditionNotSatisfied"));
        Assert.Equal(1, error.FailedTransactionActionIndex);
        Assert.Equal(["head"], await RowKeysAsync(table));
    }

    [Fact]
    public async Task SubmitTransaction_OfAHundred_IsTheMost()
    {
        TableClient table = await NewTableAsync();
        TableTransactionAction[] actions = [.. Enumerable.Range(0, 101).Select(i => Action(TableTransactionActionType.Add, $"{i:d3}"))];

        await RefusedAsync(table.SubmitTransactionAsync(actions), 400, "InvalidInput");
        await table.SubmitTransactionAsync(actions.Take(100));

        Assert.Equal(100, (await RowKeysAsync(table)).Count);
    }

    [Fact]
    public async Task SubmitTransaction_OverTwoPartitions_IsRefused()
    {
        TableClient table = await NewTableAsync();

        TableTransactionAction other = new(TableTransactionActionType.Add, new TableEntity("q", "b"));

        await RefusedAsync(table.SubmitTransactionAsync([Action(TableTransactionActionType.Add, "a"), other]), 400, "CommandsInBatchActOnDifferentPartitions");
        Assert.Empty(await RowKeysAsync(table));
    }

    [Fact]
    public async Task SubmitTransaction_WithARowTwice_IsRefused()
    {
        TableClient table = await NewTableAsync();

        Task submit = table.SubmitTransactionAsync([Action(TableTransactionActionType.Add, "a"), Action(TableTransactionActionType.UpsertMerge, "a")]);

        Assert.Equal(1, Assert.IsType<TableTransactionFailedException>(await RefusedAsync(submit, 400, "InvalidDuplicateRow")).FailedTransactionActionIndex);
    }

    [Fact]
    public async Task SubmitTransaction_OfFourMebibytesInBase64_IsTheLargest()
    {
        TableClient table = await NewTableAsync();
        byte[] chunk = new byte[64 * 1024];

        TableTransactionAction Large(int index)
        {
            TableEntity entity = new("p", $"{index}");
            for (int i = 0; i < 15; i++)
            {
                entity[$"C{i}"] = chunk;
            }

            return new TableTransactionAction(TableTransactionActionType.Add, entity);
        }

        await RefusedAsync(table.SubmitTransactionAsync(Enumerable.Range(0, 4).Select(Large)), 413, "RequestBodyTooLarge");
        Assert.Empty(await RowKeysAsync(table));
        await table.SubmitTransactionAsync(Enumerable.Range(0, 3).Select(Large));
    }

    [Fact]
    public async Task SubmitTransaction_OfNothing_IsAnError()
    {
        TableClient table = await NewTableAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    private static TableTransactionAction Action(TableTransactionActionType kind, string row) => new(kind, new TableEntity("p", row) { ["New"] = 2 });
}
