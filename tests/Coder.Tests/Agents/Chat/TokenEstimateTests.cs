using Coder.Agents.Chat.Turns;

namespace Coder.Tests.Agents.Chat;

public sealed class TokenEstimateTests
{
    [Theory]
    [InlineData("", 4)]
    [InlineData("a", 5)]
    [InlineData("abcd", 5)]
    [InlineData("abcde", 6)]
    [InlineData("ääää", 6)]
    public void Of_Text_CountsBytesAndTheFrame(string text, long tokens) => Assert.Equal(tokens, TokenEstimate.Of([text]));

    [Fact]
    public void Of_Parts_AddsUp() => Assert.Equal(11, TokenEstimate.Of(["abcd", "abcde"]));
}
