using Coder.Agents.Tools;
using Coder.Testing.Workspaces;

namespace Coder.Tests.Agents.Tools;

public sealed class PatchTests
{
    private const string Numbers = "one\ntwo\nthree\nfour\nfive\n";

    private static async Task<(ToolResult Result, MemoryWorkspaceSession Session)> PatchAsync(string text, string patch, string? path = "f.txt")
    {
        var session = new MemoryWorkspaceSession([("f.txt", text), ("g.txt", "other\n")]);
        ToolResult result = await ToolCallFixture.RunAsync(session, "fs_patch", new { path, patch });
        return (result, session);
    }

    private static string Block(string search, string replace) => $"<<<<<<< SEARCH\n{search}\n=======\n{replace}\n>>>>>>> REPLACE\n";

    [Fact]
    public async Task SearchReplace_OnePlace_IsReplaced()
    {
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync(Numbers, Block("two\nthree", "2\n3\n3b"));
        Assert.False(result.IsError, result.Content);
        Assert.True(result.ChangedFiles);
        Assert.Equal("one\n2\n3\n3b\nfour\nfive\n", session["f.txt"]);
        Assert.Equal("Patched f.txt: +3 -2 lines in 1 place(s).", result.Content);
    }

    [Fact]
    public async Task SearchReplace_SeveralBlocks_AllApplied()
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync(Numbers, $"Some words.\n```\n{Block("one", "1")}{Block("five", "5")}```");
        Assert.Equal("1\ntwo\nthree\nfour\n5\n", session["f.txt"]);
    }

    [Fact]
    public async Task SearchReplace_AmbiguousPlace_NamesTheLinesAndChangesNothing()
    {
        const string Text = "x\n}\ny\n}\nz\n";
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync(Text, Block("x", "X") + Block("}", "};"));
        Assert.True(result.IsError);
        Assert.Contains("block 2", result.Content);
        Assert.Contains("at lines 2, 4", result.Content);
        Assert.Equal(Text, session["f.txt"]);
    }

    [Fact]
    public async Task SearchReplace_NowhereToBeFound_NamesANearLine()
    {
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync(Numbers, Block("  two\ndrei", "x"));
        Assert.True(result.IsError);
        Assert.Contains("nowhere in the file", result.Content);
        Assert.Contains("('two') is at 2", result.Content);
        Assert.Equal(Numbers, session["f.txt"]);
    }

    [Fact]
    public async Task SearchReplace_WhiteSpaceAtLineEnds_IsTolerated()
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync("one  \ntwo\t\nthree\n", Block("one\ntwo ", "1"));
        Assert.Equal("1\nthree\n", session["f.txt"]);
    }

    [Fact]
    public async Task SearchReplace_ExactPlaceAmongTolerant_IsTaken()
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync("a \na\n", Block("a", "b"));
        Assert.Equal("a \nb\n", session["f.txt"]);
    }

    [Theory]
    [InlineData("<<<<<<< SEARCH\none\n")]
    [InlineData("<<<<<<< SEARCH\none\n=======\n1\n")]
    [InlineData("<<<<<<< SEARCH\none\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE")]
    public async Task SearchReplace_BlockThatIsNotWhole_ShowsTheForm(string patch)
    {
        (ToolResult result, _) = await PatchAsync(Numbers, patch);
        Assert.True(result.IsError);
        Assert.Contains(">>>>>>> REPLACE", result.Content);
    }

    [Fact]
    public async Task SearchReplace_EmptySearch_MakesANewFileOnly()
    {
        var session = new MemoryWorkspaceSession([("f.txt", Numbers)]);
        const string Patch = "<<<<<<< SEARCH\n=======\nhello\n>>>>>>> REPLACE";
        Assert.False((await ToolCallFixture.RunAsync(session, "fs_patch", new { path = "new.txt", patch = Patch })).IsError);
        Assert.True((await ToolCallFixture.RunAsync(session, "fs_patch", new { path = "f.txt", patch = Patch })).IsError);
        Assert.Equal("hello\n", session["new.txt"]);
        Assert.Equal(Numbers, session["f.txt"]);
    }

    [Fact]
    public async Task UnifiedDiff_SeveralFiles_PatchesAddsAndRemoves()
    {
        const string Patch = """
            diff --git a/f.txt b/f.txt
            index 1..2 100644
            --- a/f.txt
            +++ b/f.txt
            @@ -1,3 +1,3 @@
             one
            -two
            +2
             three
            @@ -5 +5,2 @@ context
             five
            +six
            --- /dev/null
            +++ b/dir/new.txt
            @@ -0,0 +1,2 @@
            +hello
            +there
            --- a/g.txt
            +++ /dev/null
            @@ -1 +0,0 @@
            -other
            """;
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync(Numbers, Patch, path: null);
        Assert.False(result.IsError, result.Content);
        Assert.Equal("one\n2\nthree\nfour\nfive\nsix\n", session["f.txt"]);
        Assert.Equal("hello\nthere\n", session["dir/new.txt"]);
        Assert.Null(session["g.txt"]);
    }

    [Fact]
    public async Task UnifiedDiff_OneHunkThatFails_ChangesNoFile()
    {
        const string Patch = "--- a/g.txt\n+++ b/g.txt\n@@ -1 +1 @@\n-other\n+changed\n--- a/f.txt\n+++ b/f.txt\n@@ -1 +1 @@\n-nothing\n+x\n";
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync(Numbers, Patch, path: null);
        Assert.True(result.IsError);
        Assert.Equal("other\n", session["g.txt"]);
    }

    [Fact]
    public async Task UnifiedDiff_WrongCountsAndShiftedLines_AreTolerated()
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync(Numbers, "@@ -40,9 +40,1 @@\n three\n-four\n+4\n");
        Assert.Equal("one\ntwo\nthree\n4\nfive\n", session["f.txt"]);
    }

    [Theory]
    [InlineData("@@ -3 +3 @@\n-x\n+y\n", "x\nx\ny\nx\n")]
    [InlineData("@@ -1 +1,2 @@\n-x\n+a\n+b\n@@ -4 +5 @@\n-x\n+y\n", "a\nb\nx\nx\ny\n")]
    public async Task UnifiedDiff_SeveralPlaces_LineNumberDecides(string patch, string expected)
    {
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync("x\nx\nx\nx\n", patch);
        Assert.False(result.IsError, result.Content);
        Assert.Equal(expected, session["f.txt"]);
    }

    [Theory]
    [InlineData("@@ -9 +9 @@\n-x\n+y\n")]
    [InlineData("@@\n-x\n+y\n")]
    public async Task UnifiedDiff_SeveralPlacesAndNoneAtTheNumber_IsRefused(string patch)
    {
        (ToolResult result, _) = await PatchAsync("x\nx\n", patch);
        Assert.Contains("found 2 times, at lines 1, 2", result.Content);
    }

    [Fact]
    public async Task UnifiedDiff_InsertionWithoutContext_GoesAfterItsLine()
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync(Numbers, "@@ -2,0 +3 @@\n+between\n");
        Assert.Equal("one\ntwo\nbetween\nthree\nfour\nfive\n", session["f.txt"]);
    }

    [Theory]
    [InlineData("@@ -5 +5 @@\n-five\n+5\n\\ No newline at end of file\n", "5")]
    [InlineData("@@ -5 +5 @@\n-five\n+5\n", "5\n")]
    public async Task UnifiedDiff_LastLineEnd_FollowsThePatch(string patch, string end)
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync(Numbers, patch);
        Assert.Equal("one\ntwo\nthree\nfour\n" + end, session["f.txt"]);
    }

    [Fact]
    public async Task UnifiedDiff_FileWithoutLastLineEnd_GetsOneWhenThePatchSaysSo()
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync("a\nb", "@@ -2 +2 @@\n-b\n\\ No newline at end of file\n+c\n");
        Assert.Equal("a\nc\n", session["f.txt"]);
    }

    [Fact]
    public async Task UnifiedDiff_LineWithoutMark_IsNamed()
    {
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync(Numbers, "@@ -1,2 +1,2 @@\n one\nbad line\n-two\n+2\n");
        Assert.Contains("Line 3 of the patch ('bad line')", result.Content);
        Assert.Equal(Numbers, session["f.txt"]);
    }

    [Theory]
    [InlineData("just words", "neither search/replace blocks nor a hunk")]
    [InlineData("--- a/f.txt\n+++ b/f.txt\n@@ -1 +1 @@\n-one\n+1\n--- a/f.txt\n+++ b/f.txt\n@@ -2 +2 @@\n-two\n+2\n", "names f.txt twice")]
    [InlineData("--- /dev/null\n+++ b/f.txt\n@@ -0,0 +1 @@\n+x\n", "already there")]
    [InlineData("--- a/f.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n", "Use fs_rm")]
    [InlineData("--- a/../out\n+++ b/../out\n@@ -1 +1 @@\n-one\n+1\n", "outside the workspace")]
    public async Task UnifiedDiff_ThatCannotBeUsed_SaysWhy(string patch, string why)
    {
        (ToolResult result, MemoryWorkspaceSession session) = await PatchAsync(Numbers, patch, path: null);
        Assert.True(result.IsError);
        Assert.Contains(why, result.Content);
        Assert.Equal(Numbers, session["f.txt"]);
    }

    [Fact]
    public async Task Patch_WindowsLineEndsMarkAndFormFeed_AreKept()
    {
        (_, MemoryWorkspaceSession session) = await PatchAsync("\uFEFFone\r\ntwo\r\nth\free\r\n", Block("one\ntwo", "1\n2") + Block("th\free", "3\f"));
        Assert.Equal("\uFEFF1\r\n2\r\n3\f\r\n", session["f.txt"]);
    }
}
