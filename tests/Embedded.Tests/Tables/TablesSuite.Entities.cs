using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Embedded.Tests.Tables;

public abstract partial class TablesSuite
{
    public static IEnumerable<TheoryDataRow<object>> Values => new object[]
    {
        "plain", string.Empty, "Grüße, 世界 🚀 \"quoted\" \\ \r\n\t", 0, -1, int.MaxValue, int.MinValue, 0L, long.MaxValue, long.MinValue, true, false,
        0.0, 1.0, -1.5, 1e300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        new Guid("0123456789abcdef0123456789abcdef"), new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, TimeSpan.Zero).AddTicks(1234), Array.Empty<byte>(), new byte[] { 0, 1, 254, 255 },
    }.Select(value => new TheoryDataRow<object>(value));

    [Theory]
    [MemberData(nameof(Values))]
    public async Task AddEntity_EveryType_ComesBackTheSame(object value)
    {
        TableClient table = await NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value });

        TableEntity stored = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.Equal(value, stored["Value"]);
        Assert.IsType(value.GetType(), stored["Value"]);
    }

    [Fact]
    public async Task AddEntity_Class_ComesBackTheSame()
    {
        TableClient table = await NewTableAsync();
        Measurement sent = new()
        {
            Text = "t", Count = 3, Total = 1L << 40, Done = true, Ratio = 2.0, Id = Guid.NewGuid(), At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            Day = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), Bytes = [1, 2], Data = BinaryData.FromBytes(new byte[] { 3 }), Weekday = DayOfWeek.Friday, Cached = "never stored",
        };

        await table.AddEntityAsync(sent);

        Measurement stored = await table.GetEntityAsync<Measurement>("p", "r");
        Assert.Equal((sent.Text, sent.Count, sent.Total, sent.Done, sent.Ratio, sent.Id, sent.At), (stored.Text, stored.Count, stored.Total, stored.Done, stored.Ratio, stored.Id, stored.At));
        Assert.Equal((sent.Day, sent.Weekday, null), (stored.Day, stored.Weekday, stored.Maybe));
        Assert.Equal(sent.Bytes, stored.Bytes);
        Assert.Equal(sent.Data.ToArray(), stored.Data!.ToArray());
        Assert.Equal("unset", stored.Cached);
        Assert.NotNull(stored.Timestamp);
    }

    [Fact]
    public async Task AddEntity_NullProperty_IsNotStored()
    {
        TableClient table = await NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Gone"] = null!, ["Here"] = 1 });

        TableEntity stored = await table.GetEntityAsync<TableEntity>("p", "r");
        Assert.False(stored.ContainsKey("Gone"));
        Assert.Equal(1, stored.GetInt32("Here"));
    }

    [Fact]
    public async Task AddEntity_Twice_IsRefused()
    {
        TableClient table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        await RefusedAsync(table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }), 409, "EntityAlreadyExists");

        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task ErrorCode_OfARefusal_EqualsTheNamedCode()
    {
        TableClient table = await NewTableAsync();

        RequestFailedException error = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.True(error.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.True(error.ErrorCode != TableErrorCode.EntityAlreadyExists);
    }

    [Theory]
    [InlineData("a!b~002f", "it's 100% + ü & more")]
    [InlineData("", "")]
    [InlineData("a b", "=;,:@$()[]{}<>|`^")]
    public async Task Keys_OfLegalCharacters_AreKept(string partitionKey, string rowKey)
    {
        TableClient table = await NewTableAsync();

        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["A"] = 1 });
        await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["A"] = 2 }, ETag.All);

        TableEntity stored = await table.GetEntityAsync<TableEntity>(partitionKey, rowKey);
        Assert.Equal((partitionKey, rowKey, 2), (stored.PartitionKey, stored.RowKey, stored.GetInt32("A")));
    }

    [Fact]
    public async Task GetEntity_Missing_IsRefusedOrWithoutValue()
    {
        TableClient table = await NewTableAsync();

        await RefusedAsync(table.GetEntityAsync<TableEntity>("p", "r"), 404, "ResourceNotFound");
        NullableResponse<TableEntity> none = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.False(none.HasValue);
        Assert.Equal(404, none.GetRawResponse().Status);
    }

    [Fact]
    public async Task GetEntity_WithSelect_ReturnsOnlyTheNamed()
    {
        TableClient table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        TableEntity stored = await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "B"]);

        Assert.Equal("r", stored.RowKey);
        Assert.Equal(2, stored.GetInt32("B"));
        Assert.False(stored.ContainsKey("A"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task Write_OverAnEntity_KeepsOtherPropertiesInMergeModeOnly(TableUpdateMode mode, bool kept)
    {
        TableClient table = await NewTableAsync();
        foreach (string row in (string[])["updated", "upserted"])
        {
            await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1, ["Both"] = 1 });
        }

        await table.UpdateEntityAsync(new TableEntity("p", "updated") { ["Both"] = 2, ["New"] = 3 }, ETag.All, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "upserted") { ["Both"] = 2, ["New"] = 3 }, mode);

        await foreach (TableEntity stored in table.QueryAsync<TableEntity>())
        {
            Assert.Equal((2, 3), (stored.GetInt32("Both"), stored.GetInt32("New")));
            Assert.Equal(kept, stored.ContainsKey("Old"));
        }
    }

    [Fact]
    public async Task DeleteEntity_ExistingAndMissing_AnswersByStatus()
    {
        TableClient table = await NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r")).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task Table_MadeAndDeletedTwice_AnswersByStatus()
    {
        TableServiceClient service = fixture.Client();
        string name = $"t{Guid.NewGuid():n}";

        Response<TableItem> made = await service.CreateTableIfNotExistsAsync(name);
        Response<TableItem> again = await service.CreateTableIfNotExistsAsync(name);
        await service.GetTableClient(name).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal((name, false, 409), (made.Value.Name, made.GetRawResponse().Status == 409, again.GetRawResponse().Status));
        Assert.Equal(204, (await service.DeleteTableAsync(name)).Status);
        Assert.Equal(404, (await service.DeleteTableAsync(name)).Status);
        await service.CreateTableIfNotExistsAsync(name);
        Assert.Empty(await RowKeysAsync(service.GetTableClient(name)));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a-bc")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01")]
    public async Task Table_WithAnIllegalName_IsRefused(string name) =>
        await RefusedAsync(fixture.Client().CreateTableIfNotExistsAsync(name), 400, "InvalidResourceName");

    [Fact]
    public async Task AnyUse_OfAMissingTable_IsRefused()
    {
        TableClient table = fixture.Client().GetTableClient($"t{Guid.NewGuid():n}");

        await RefusedAsync(table.AddEntityAsync(new TableEntity("p", "r")), 404, "TableNotFound");
        await RefusedAsync(table.UpsertEntityAsync(new TableEntity("p", "r")), 404, "TableNotFound");
        await RefusedAsync(RowKeysAsync(table), 404, "TableNotFound");
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }
}
