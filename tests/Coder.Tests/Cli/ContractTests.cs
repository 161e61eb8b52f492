using System.Text.Json;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class ContractTests
{
    [Fact]
    public void Page_LastOne_ReadsBack()
    {
        string json = JsonSerializer.Serialize(new Page<int>([1], null), ApiJson.Options);

        Assert.Equal("""{"items":[1]}""", json);
        Assert.Equal([1], JsonSerializer.Deserialize<Page<int>>(json, ApiJson.Options)!.Items);
    }

    [Fact]
    public void Usage_OfARunThatGoesOn_ReadsBack()
    {
        UsageView usage = new(1, 0, 2, 0, 3, false, 0.1m, 0.01m);

        Assert.Equal(usage, JsonSerializer.Deserialize<UsageView>(JsonSerializer.Serialize(usage, ApiJson.Options), ApiJson.Options));
    }
}
