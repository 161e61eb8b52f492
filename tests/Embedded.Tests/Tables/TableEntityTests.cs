using Azure;
using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

public sealed class TableEntityTests
{
    private static readonly TableEntity Entity = new("p", "r")
    {
        ["Text"] = "t", ["Number"] = 1, ["Long"] = 2L, ["Flag"] = true, ["Real"] = 1.5, ["Id"] = Guid.Empty,
        ["At"] = DateTimeOffset.UnixEpoch, ["Bytes"] = new byte[] { 1 }, ["Data"] = BinaryData.FromBytes(new byte[] { 2 }),
    };

    [Fact]
    public void Getters_OfTheirType_GiveTheValue()
    {
        Assert.Equal(("t", 1, 2L, true, 1.5), (Entity.GetString("Text"), Entity.GetInt32("Number"), Entity.GetInt64("Long"), Entity.GetBoolean("Flag"), Entity.GetDouble("Real")));
        Assert.Equal((Guid.Empty, DateTimeOffset.UnixEpoch), (Entity.GetGuid("Id"), Entity.GetDateTimeOffset("At")));
        Assert.Equal([1], Entity.GetBinary("Bytes")!);
        Assert.Equal([1], Entity.GetBinaryData("Bytes")!.ToArray());
        Assert.Equal([2], Entity.GetBinary("Data")!);
    }

    [Fact]
    public void Getters_OfAMissingProperty_GiveNull()
    {
        Assert.Null(Entity.GetString("None"));
        Assert.Null(Entity.GetInt32("None"));
        Assert.Null(Entity.GetBinary("None"));
        Assert.Null(Entity["None"]);
    }

    [Fact]
    public void Getter_OfAnotherType_NamesThePropertyAndBothTypes()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Entity.GetInt64("Number"));

        Assert.Equal("Property 'Number' holds a Int32, not a Int64.", error.Message);
    }

    [Fact]
    public void Keys_OfANewEntity_AreWhatWasSet()
    {
        TableEntity entity = new(new Dictionary<string, object> { ["PartitionKey"] = "p", ["RowKey"] = "r", ["A"] = 1 }) { ETag = new ETag("tag") };

        Assert.Equal(("p", "r", new ETag("tag"), 4), (entity.PartitionKey, entity.RowKey, entity.ETag, entity.Count));
        Assert.Equal(default, new TableEntity().ETag);
    }
}
