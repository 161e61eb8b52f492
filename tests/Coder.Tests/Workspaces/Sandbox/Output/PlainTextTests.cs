using Coder.Workspaces.Sandbox.Output;

namespace Coder.Tests.Workspaces.Sandbox.Output;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain\ttext\n", "plain\ttext\n")]
    [InlineData("\x1b[31mred\x1b[0m", "red")]
    [InlineData("\x1b]0;title\x07shown", "shown")]
    [InlineData("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link")]
    [InlineData("\x1b(Bx\x1bMy", "xy")]
    [InlineData("one\r\ntwo", "one\ntwo")]
    [InlineData("10%\r20%", "10%\n20%")]
    [InlineData("bell\x07 back\b", "bell\u2407 back\u2408")]
    [InlineData("\u009b31m", "\uFFFD31m")]
    [InlineData("user\u202Egnp.exe", "user\uFFFDgnp.exe")]
    [InlineData("grüße 漢字 🎉", "grüße 漢字 🎉")]
    public void From_Text_IsSafeToShow(string text, string expected) => Assert.Equal(expected, PlainText.From(text));
}
