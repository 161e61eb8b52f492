using Coder.Forge.GitHub;

namespace Coder.Tests.Forge.GitHub;

public sealed class DiffHunkTests
{
    [Theory]
    [InlineData("@@ -0,0 +1 @@\n+one", 1)]
    [InlineData("@@ -3,4 +5,6 @@ int Sum()\n a\n-b\n+c\n+d", 7)]
    [InlineData("@@ -3,4 +5,6 @@\n a\n+c\n\\ No newline at end of file\n", 6)]
    [InlineData("@@ -3,4 +5,6 @@\n a\n-b", null)]
    [InlineData("@@ -3,4 +5,6 @@", null)]
    [InlineData("@@", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void LastLine_OfAHunk_IsTheCommentsLine(string? hunk, int? line) => Assert.Equal(line, DiffHunk.LastLine(hunk));
}
