using Azure;
using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

public abstract partial class TablesSuite
{
    [Theory]
    [InlineData("PartitionKey eq 'p'", "a b c d")]
    [InlineData("PartitionKey eq 'q'", "a")]
    [InlineData("PartitionKey eq 'p' and RowKey ge 'b' and RowKey lt 'd'", "b c")]
    [InlineData("PartitionKey eq 'p' and RowKey gt 'b'", "c d")]
    [InlineData("PartitionKey eq 'p' and RowKey le 'b'", "a b")]
    [InlineData("PartitionKey eq 'p' and RowKey ne 'b'", "a c d")]
    [InlineData("PartitionKey eq 'p' and (RowKey eq 'a' or RowKey eq 'd')", "a d")]
    [InlineData("PartitionKey gt 'p'", "a")]
    [InlineData("PartitionKey eq 'p' and N eq 2", "b")]
    [InlineData("PartitionKey eq 'p' and N ge 2 and N lt 4", "b c")]
    [InlineData("PartitionKey eq 'p' and not (N eq 2)", "a c d")]
    [InlineData("N eq 1 or N eq 4 and Big eq 0L", "a")]
    [InlineData("(N eq 1 or N eq 4) and PartitionKey eq 'p'", "a d")]
    [InlineData("PartitionKey eq 'p' and Big gt 3000000000L", "d")]
    [InlineData("PartitionKey eq 'p' and Flag eq true", "b d")]
    [InlineData("PartitionKey eq 'p' and Flag eq false", "a c")]
    [InlineData("PartitionKey eq 'p' and Half gt 1.4", "c d")]
    [InlineData("PartitionKey eq 'p' and Half eq 0.5", "a")]
    [InlineData("Name eq 'it''s c'", "c")]
    [InlineData("Id eq guid'00000000-0000-0000-0000-000000000003'", "c")]
    [InlineData("PartitionKey eq 'p' and At ge datetime'2026-01-03T00:00:00Z'", "c d")]
    [InlineData("Missing eq 1", "")]
    [InlineData("PartitionKey eq 'none'", "")]
    public async Task Query_WithAFilter_ReturnsWhatMatchesInOrder(string filter, string expected)
    {
        TableClient table = await FilledAsync();

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await RowKeysAsync(table, filter));
    }

    [Fact]
    public async Task CreateQueryFilter_OfEveryType_FindsTheRow()
    {
        TableClient table = await NewTableAsync();
        string text = "o'clock";
        (int i, long l, double d, bool b, Guid g) = (-7, 1L << 40, 2.0, true, Guid.NewGuid());
        DateTimeOffset at = new(2026, 5, 6, 7, 8, 9, TimeSpan.FromHours(2));
        byte[] bytes = [0, 127, 255];
        await table.AddEntityAsync(new TableEntity("p", text) { ["I"] = i, ["L"] = l, ["D"] = d, ["B"] = b, ["G"] = g, ["At"] = at, ["Bytes"] = bytes });
        await table.AddEntityAsync(new TableEntity("p", "other") { ["I"] = i + 1, ["L"] = l + 1, ["D"] = d + 1, ["B"] = !b, ["G"] = Guid.Empty, ["At"] = at.AddSeconds(1), ["Bytes"] = new byte[] { 1 } });

        foreach (string filter in (string[])
        [
            TableClient.CreateQueryFilter($"RowKey eq {text}"), TableClient.CreateQueryFilter($"I eq {i}"), TableClient.CreateQueryFilter($"L eq {l}"),
            TableClient.CreateQueryFilter($"D eq {d}"), TableClient.CreateQueryFilter($"B eq {b}"), TableClient.CreateQueryFilter($"G eq {g}"),
            TableClient.CreateQueryFilter($"At eq {at}"), TableClient.CreateQueryFilter($"Bytes eq {bytes}"),
        ])
        {
            Assert.Equal((filter, text), (filter, string.Join(' ', await RowKeysAsync(table, filter))));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("N ge 0")]
    [InlineData("PartitionKey eq 'p' and RowKey ge '000' and RowKey lt '025'")]
    [InlineData("PartitionKey ge 'p' and RowKey ge '000'")]
    public async Task Query_InPages_ReturnsEveryRowOnceInOrder(string? filter)
    {
        TableClient table = await NewTableAsync();
        string[] rows = [.. Enumerable.Range(0, 25).Select(i => $"{i:d3}")];
        await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", row) { ["N"] = 1 })));

        List<string> read = [];
        await foreach (Page<TableEntity> page in table.QueryAsync<TableEntity>(filter, maxPerPage: 10).AsPages())
        {
            Assert.InRange(page.Values.Count, 0, 10);
            read.AddRange(page.Values.Select(entity => entity.RowKey));
        }

        Assert.Equal(rows, read);
    }

    [Fact]
    public async Task Query_FromAToken_GoesOnWhereThePageEnded()
    {
        TableClient table = await FilledAsync();
        Page<TableEntity> first = await FirstPageAsync(table.QueryAsync<TableEntity>("PartitionKey eq 'p'").AsPages(pageSizeHint: 3));

        Page<TableEntity> second = await FirstPageAsync(table.QueryAsync<TableEntity>("PartitionKey eq 'p'").AsPages(first.ContinuationToken, 3));

        Assert.Equal(["a", "b", "c"], first.Values.Select(entity => entity.RowKey));
        Assert.Equal(["d"], second.Values.Select(entity => entity.RowKey));
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task Query_WithoutPageSize_HasAThousandRowsAPage()
    {
        TableClient table = await NewTableAsync();
        for (int block = 0; block < 11; block++)
        {
            await table.SubmitTransactionAsync(Enumerable.Range(block * 100, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:d4}"))));
        }

        Page<TableEntity> first = await FirstPageAsync(table.QueryAsync<TableEntity>().AsPages());

        Assert.Equal(1000, first.Values.Count);
        Assert.Equal(1100, (await RowKeysAsync(table)).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Query_WithAPageSizeOutOfRange_IsRefused(int rows)
    {
        TableClient table = await NewTableAsync();

        await RefusedAsync(FirstPageAsync(table.QueryAsync<TableEntity>(maxPerPage: rows).AsPages()), 400, "InvalidInput");
    }

    [Fact]
    public async Task Query_WithSelect_ReturnsOnlyTheNamed()
    {
        TableClient table = await FilledAsync();

        Page<TableEntity> page = await FirstPageAsync(table.QueryAsync<TableEntity>("Flag eq true", select: ["N"]).AsPages());

        Assert.Equal([2, 4], page.Values.Select(entity => entity.GetInt32("N")));
        Assert.All(page.Values, entity => Assert.False(entity.ContainsKey("Flag")));
    }

    [Theory]
    [InlineData("RowKey eq")]
    [InlineData("RowKey is 'a'")]
    [InlineData("RowKey eq 'a")]
    [InlineData("(RowKey eq 'a'")]
    [InlineData("RowKey eq 'a')")]
    [InlineData("RowKey eq a")]
    [InlineData("RowKey eq 'a' RowKey eq 'b'")]
    [InlineData("N eq 99999999999999999999L")]
    [InlineData("Id eq guid'nope'")]
    [InlineData("N eq 1 & N eq 2")]
    public async Task Query_WithABrokenFilter_IsRefusedWithThePlace(string filter)
    {
        TableClient table = await NewTableAsync();

        RequestFailedException error = await RefusedAsync(RowKeysAsync(table, filter), 400, "InvalidInput");

        Assert.Contains("character", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_OfFifteenComparisons_IsTheLongest()
    {
        TableClient table = await FilledAsync();
        string fifteen = string.Join(" or ", Enumerable.Range(0, 15).Select(i => $"N eq {i}"));

        Assert.Equal(["a", "b", "c", "d"], await RowKeysAsync(table, fifteen));
        await RefusedAsync(RowKeysAsync(table, $"{fifteen} or N eq 15"), 400, "InvalidInput");
    }

    private async Task<TableClient> FilledAsync()
    {
        TableClient table = await NewTableAsync();
        TableEntity[] entities =
        [
            .. Enumerable.Range(1, 4).Select(i => new TableEntity("p", $"{(char)('a' + i - 1)}")
            {
                ["N"] = i, ["Big"] = i * 1_000_000_000L, ["Flag"] = i % 2 == 0, ["Half"] = i / 2.0, ["Name"] = $"it's {(char)('a' + i - 1)}",
                ["Id"] = new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)i), ["At"] = new DateTimeOffset(2026, 1, i, 0, 0, 0, TimeSpan.Zero),
            }),
        ];
        await table.SubmitTransactionAsync(entities.Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)));
        await table.AddEntityAsync(new TableEntity("q", "a"));
        return table;
    }

    private static async Task<Page<TableEntity>> FirstPageAsync(IAsyncEnumerable<Page<TableEntity>> pages)
    {
        await foreach (Page<TableEntity> page in pages)
        {
            return page;
        }

        throw new InvalidOperationException("A query has at least one page.");
    }
}
