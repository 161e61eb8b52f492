using Azure.Data.Tables;
using Coder.Storage;
using Coder.Testing;

namespace Coder.Tests.Storage;

public sealed class CompressedPropertyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60 * 1024)]
    [InlineData(800 * 1024)]
    public async Task Set_ThenGet_GivesTheSameThroughATable(int bytes)
    {
        using TemporaryTables tables = new();
        TableClient table = await new CreatedTable(tables.Client, "content").GetAsync(TestContext.Current.CancellationToken);
        byte[] content = Incompressible(bytes);
        TableEntity entity = new("p", "r");

        CompressedProperty.Set(entity, "Body", content);
        await table.AddEntityAsync(entity);

        Assert.Equal(content, CompressedProperty.Get(await table.GetEntityAsync<TableEntity>("p", "r"), "Body"));
    }

    [Fact]
    public void Get_WithoutContent_IsNull() => Assert.Null(CompressedProperty.Get(new TableEntity("p", "r"), "Body"));

    [Fact]
    public void Set_OfMoreThanARowHolds_NamesTheLimit()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => CompressedProperty.Set(new TableEntity("p", "r"), "Body", Incompressible(CompressedProperty.CompressedBytesMax)));

        Assert.Contains($"{CompressedProperty.CompressedBytesMax}", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Incompressible(int bytes)
    {
        byte[] content = new byte[bytes];
        new Random(7).NextBytes(content);
        return content;
    }
}
