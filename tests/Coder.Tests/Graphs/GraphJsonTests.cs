using System.Text.Json.Nodes;
using Coder.Graphs.Stepping;

namespace Coder.Tests.Graphs;

public sealed class GraphJsonTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("\"a \\\"quote\\\" and a \\u0001\"")]
    [InlineData("{\"a\":[1,2.50,{\"b\":\"c\"}],\"long\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}")]
    [InlineData("[]")]
    public void IsLongerThan_AnyValue_IsExact(string json)
    {
        JsonNode? value = GraphJson.Parse(json);
        int length = GraphJson.Write(value).Length;

        Assert.True(GraphJson.IsLongerThan(value, length - 1));
        Assert.False(GraphJson.IsLongerThan(value, length));
    }
}
