using Coder.Functions.Dispatch;

namespace Coder.Tests.Functions.Dispatch;

public sealed class SlashCommandTests
{
    [Theory]
    [InlineData("/coder fix the tests", "fix", "the tests")]
    [InlineData("  /Coder  FIX\nline one\nline two", "fix", "line one\nline two")]
    [InlineData("/coder", "", "")]
    [InlineData("/coder help", "help", "")]
    public void Parse_OurCommand_HasNameAndText(string comment, string name, string text) => Assert.Equal(new SlashCommand(name, text), SlashCommand.Parse(comment));

    [Theory]
    [InlineData("please /coder fix")]
    [InlineData("/codert fix")]
    [InlineData("> /coder fix")]
    [InlineData("")]
    public void Parse_OtherComment_IsNotForUs(string comment) => Assert.Null(SlashCommand.Parse(comment));
}
