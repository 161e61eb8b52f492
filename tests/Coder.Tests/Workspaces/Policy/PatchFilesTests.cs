using Coder.Workspaces.Policy;

namespace Coder.Tests.Workspaces.Policy;

public sealed class PatchFilesTests
{
    [Fact]
    public void Read_SeveralFiles_GivesPathsModesAndNumberedLines()
    {
        IReadOnlyList<PatchFile> files = PatchFiles.Read("""
            diff --git a/a b.txt b/a b.txt
            index 111..222 100644
            --- a/a b.txt	
            +++ b/a b.txt	
            @@ -3,3 +3,4 @@ heading
             same
            +++ looks like a header
            -gone
            +new
             same
            diff --git a/old.sh b/new.sh
            similarity index 90%
            rename from old.sh
            rename to new.sh
            diff --git "a/\303\244\n.txt" "b/\303\244\n.txt"
            new file mode 100755
            index 000..333
            --- /dev/null
            +++ "b/\303\244\n.txt"
            @@ -0,0 +1 @@
            +x
            diff --git a/empty b/empty
            new file mode 100644
            index 000..e69

            """);

        Assert.Equal(["a b.txt", "new.sh", "ä\n.txt", "empty"], files.Select(f => f.Path));
        Assert.Equal([(4, "++ looks like a header"), (5, "new")], files[0].Added);
        Assert.Equal(["100644", null, "100755", "100644"], files.Select(f => f.Mode));
        Assert.Equal([true, false, true, false], files.Select(f => f.HasText));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no patch\nat all")]
    public void Read_NoPatch_IsNoFiles(string text) => Assert.Empty(PatchFiles.Read(text));
}
