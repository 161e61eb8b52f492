using Coder.Functions.Runs;

namespace Coder.Tests.Functions;

public sealed class ToolSummaryTests
{
    [Theory]
    [InlineData("""{"path":"src/a.js","contents":"…"}""", "tool src/a.js")]
    [InlineData("""{"contents":"…","command":"npm test\nnpm run build"}""", "tool npm test npm run build")]
    [InlineData("""{"pattern":"**/*.cs"}""", "tool **/*.cs")]
    [InlineData("""{"path":7,"text":"note"}""", "tool note")]
    [InlineData("{}", "tool")]
    [InlineData("[1]", "tool")]
    [InlineData("", "tool")]
    [InlineData("{\"path\":", "tool")]
    public void Of_Arguments_IsTheMostTellingOne(string arguments, string expected) => Assert.Equal(expected, ToolSummary.Of("tool", arguments));

    [Fact]
    public void Of_LongArgument_IsCut()
    {
        string summary = ToolSummary.Of("tool", $$"""{"text":"{{new string('x', 500)}}"}""");

        Assert.Equal($"tool {new string('x', 120)}…", summary);
    }
}
