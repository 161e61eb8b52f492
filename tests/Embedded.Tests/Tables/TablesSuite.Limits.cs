using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

public abstract partial class TablesSuite
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public async Task Keys_WithForbiddenCharacters_AreRefused(string key)
    {
        TableClient table = await NewTableAsync();

        await RefusedAsync(table.AddEntityAsync(new TableEntity(key, "r")), 400, "OutOfRangeInput");
        await RefusedAsync(table.UpsertEntityAsync(new TableEntity("p", key)), 400, "OutOfRangeInput");
        await RefusedAsync(table.DeleteEntityAsync("p", key), 400, "OutOfRangeInput");
        await RefusedAsync(table.GetEntityIfExistsAsync<TableEntity>("p", key), 400, "OutOfRangeInput");
    }

    [Fact]
    public async Task Keys_OfOneKibibyte_AreTheLongest()
    {
        TableClient table = await NewTableAsync();
        string longest = new('k', 512);

        await table.AddEntityAsync(new TableEntity(longest, longest));

        Assert.Equal([longest], await RowKeysAsync(table));
        await RefusedAsync(table.AddEntityAsync(new TableEntity("p", longest + "k")), 400, "KeyValueTooLarge");
    }

    [Fact]
    public async Task Properties_Of252_AreTheMost()
    {
        TableClient table = await NewTableAsync();
        TableEntity entity = new("p", "r");
        for (int i = 0; i < 252; i++)
        {
            entity[$"P{i}"] = i;
        }

        await table.AddEntityAsync(entity);
        entity["OneMore"] = 1;

        await RefusedAsync(table.UpsertEntityAsync(entity), 400, "TooManyProperties");
    }

    [Fact]
    public async Task Values_Of64Kibibytes_AreTheLargest()
    {
        TableClient table = await NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = new string('x', 32 * 1024), ["Bytes"] = new byte[64 * 1024] });

        await RefusedAsync(table.AddEntityAsync(new TableEntity("p", "s") { ["Text"] = new string('x', 32 * 1024 + 1) }), 400, "PropertyValueTooLarge");
        await RefusedAsync(table.AddEntityAsync(new TableEntity("p", "s") { ["Bytes"] = new byte[64 * 1024 + 1] }), 400, "PropertyValueTooLarge");
    }

    [Fact]
    public async Task Entity_OfOneMebibyte_IsTheLargest()
    {
        TableClient table = await NewTableAsync();
        TableEntity entity = new("p", "r");
        for (int i = 0; i < 15; i++)
        {
            entity[$"C{i:d2}"] = new byte[64 * 1024];
        }

        await table.AddEntityAsync(entity);
        TableEntity stored = await table.GetEntityAsync<TableEntity>("p", "r");
        entity["C15"] = new byte[64 * 1024];

        Assert.Equal(64 * 1024, stored.GetBinary("C14")!.Length);
        await RefusedAsync(table.UpsertEntityAsync(entity), 400, "EntityTooLarge");
    }

    [Theory]
    [InlineData("", "PropertyNameInvalid")]
    [InlineData("1st", "PropertyNameInvalid")]
    [InlineData("a-b", "PropertyNameInvalid")]
    [InlineData("a b", "PropertyNameInvalid")]
    public async Task PropertyName_ThatIsNoIdentifier_IsRefused(string name, string code)
    {
        TableClient table = await NewTableAsync();

        await RefusedAsync(table.AddEntityAsync(new TableEntity("p", "r") { [name] = 1 }), 400, code);
    }

    [Fact]
    public async Task PropertyName_Of255Characters_IsTheLongest()
    {
        TableClient table = await NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "r") { [new string('n', 255)] = 1 });

        await RefusedAsync(table.AddEntityAsync(new TableEntity("p", "s") { [new string('n', 256)] = 1 }), 400, "PropertyNameTooLong");
    }

    [Fact]
    public async Task Value_OfAnUnknownType_IsAnErrorThatNamesTheProperty()
    {
        TableClient table = await NewTableAsync();

        NotSupportedException error = await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Odd"] = new Version(1, 2) }));

        Assert.Contains("Odd", error.Message, StringComparison.Ordinal);
    }
}
