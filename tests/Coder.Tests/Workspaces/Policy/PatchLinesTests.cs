using Coder.Workspaces.Policy;

namespace Coder.Tests.Workspaces.Policy;

public sealed class PatchLinesTests
{
    [Fact]
    public void Shown_AddedLinesAndThoseAroundThem_ByFile()
    {
        IReadOnlyDictionary<string, IReadOnlySet<int>> shown = PatchLines.Shown("""
            diff --git a/a.txt b/a.txt
            index 1..2 100644
            --- a/a.txt
            +++ b/a.txt
            @@ -2,3 +2,3 @@
             two
            -three
            +drei
             four
            @@ -20,0 +21,2 @@
            +x
            +@@ -1 +1 @@
            diff --git a/gone.txt b/gone.txt
            deleted file mode 100644
            --- a/gone.txt
            +++ /dev/null
            @@ -1 +0,0 @@
            -one

            """.ReplaceLineEndings("\n"));

        Assert.Equal([2, 3, 4, 21, 22], shown["a.txt"].Order());
        Assert.Empty(shown["gone.txt"]);
    }
}
