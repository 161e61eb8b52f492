using System.Text;
using Coder.Workspaces.Sandbox.Output;

namespace Coder.Tests.Workspaces.Sandbox.Output;

public sealed class HeadTailBufferTests
{
    [Theory]
    [InlineData("")]
    [InlineData("abcd")]
    [InlineData("abcdefghij")]
    public void Render_TextThatFits_IsWhole(string text) => Assert.Equal(text, Render(text, 4, 6, 3));

    [Fact]
    public void Render_TextThatDoesNotFit_KeepsHeadAndTailAndCountsTheRest() =>
        Assert.Equal("abcd\n[… 1 bytes left out …]\nfghijk", Render("abcdefghijk", 4, 6, 3));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Render_AnyChunks_GivesTheSame(int chunk)
    {
        var text = string.Concat(Enumerable.Range(0, 300).Select(i => $"line {i}\n"));

        Assert.Equal(Render(text, 40, 60, text.Length), Render(text, 40, 60, chunk));
    }

    [Fact]
    public void Render_CutsInsideRunes_DropsTheCutOnesAndCountsThem()
    {
        // 3 bytes each: 10 € are 30 bytes; 4 of the head hold one, 8 of the tail hold two.
        Assert.Equal("€\n[… 21 bytes left out …]\n€€", Render("€€€€€€€€€€", 4, 8, 5));
    }

    private static string Render(string text, int head, int tail, int chunk)
    {
        var buffer = new HeadTailBuffer(head, tail);
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(Math.Max(1, chunk)))
            buffer.Append(part);
        return buffer.Render();
    }
}
