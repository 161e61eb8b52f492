using System.Diagnostics;
using System.Text;
using Coder.Workspaces.Files;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Files;

/// <summary>What a hostile command can leave in a workspace, and host code that meets it.</summary>
public sealed class WorkspaceFolderTests : IDisposable
{
    private readonly DirectoryInfo _area = Directory.CreateTempSubdirectory("coder-files-");
    private readonly string _root;
    private readonly WorkspaceFolder _folder;

    public WorkspaceFolderTests()
    {
        _root = _area.CreateSubdirectory("workspace").FullName;
        _area.CreateSubdirectory("outside");
        File.WriteAllText(Outside("secret"), "secret");
        _folder = WorkspaceFolder.Open(_root);
    }

    private WorkspaceTrash Trash => new(Path.Combine(_area.FullName, "trash"));

    public void Dispose()
    {
        _folder.Dispose();
        _area.Delete(recursive: true);
    }

    [Theory]
    [InlineData("link", "../outside/secret")]
    [InlineData("link", "/etc/passwd")]
    [InlineData("link", "inside")]
    public void Read_Link_IsRefused(string name, string target)
    {
        File.WriteAllText(Inside("inside"), "inside");
        File.CreateSymbolicLink(Inside(name), target);

        var refused = Assert.Throws<WorkspacePathException>(() => _folder.Read(name, 100));

        Assert.Contains("symbolic link", refused.Message);
    }

    [Theory]
    [InlineData("folder/secret")]
    [InlineData("folder/new")]
    public void ReadAndWrite_ThroughALinkedFolder_AreRefused(string path)
    {
        File.CreateSymbolicLink(Inside("folder"), "../outside");

        Assert.Throws<WorkspacePathException>(() => _folder.Read(path, 100));
        Assert.Throws<WorkspacePathException>(() => _folder.Write(path, "mine"u8));
        Assert.Throws<WorkspacePathException>(() => _folder.MakeDirectory("folder/sub"));
        Assert.Throws<WorkspacePathException>(() => _folder.List("folder", 10));
        Assert.Throws<WorkspacePathException>(() => _folder.Remove(path, recursive: true, Trash));
        Assert.Equal(["secret"], Directory.GetFileSystemEntries(Outside("")).Select(Path.GetFileName));
        Assert.Equal("secret", File.ReadAllText(Outside("secret")));
    }

    [Fact]
    public void Write_OverALink_IsRefusedAndTheTargetKept()
    {
        File.CreateSymbolicLink(Inside("link"), "../outside/secret");

        Assert.Throws<WorkspacePathException>(() => _folder.Write("link", "mine"u8));

        Assert.Equal("secret", File.ReadAllText(Outside("secret")));
    }

    [Fact]
    public void Read_Fifo_IsRefusedAtOnce()
    {
        using (var made = Process.Start("mkfifo", [Inside("pipe")])) made.WaitForExit();

        Assert.Contains("not a regular file", Assert.Throws<WorkspacePathException>(() => _folder.Read("pipe", 100)).Message);
        Assert.Contains("special", Assert.Throws<WorkspacePathException>(() => _folder.Write("pipe", "mine"u8)).Message);
    }

    [Fact]
    public void Write_ExistingFile_KeepsItsModeAndLeavesNothingBeside()
    {
        File.WriteAllText(Inside("run.sh"), "old");
        File.SetUnixFileMode(Inside("run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        _folder.Write("run.sh", "new"u8);
        _folder.Write("a/b/c.txt", "deep"u8);

        Assert.Equal("new", File.ReadAllText(Inside("run.sh")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Inside("run.sh")));
        Assert.Equal(["a", "run.sh"], _folder.List("", 10).Entries.Select(entry => entry.Path));
        Assert.Equal([new WorkspaceEntry("a/b/c.txt", false, 4)], _folder.List("a/b", 10).Entries);
    }

    [Fact]
    public void Read_LargeFile_IsCutAtTheLimit()
    {
        File.WriteAllText(Inside("a.txt"), "0123456789");

        var file = _folder.Read("a.txt", 4);

        Assert.Equal(("0123", 10), (Encoding.UTF8.GetString(file.Content.Span), file.TotalBytes));
        Assert.Contains("does not exist", Assert.Throws<WorkspacePathException>(() => _folder.Read("b.txt", 4)).Message);
        Assert.Contains("is a folder", Assert.Throws<WorkspacePathException>(() => _folder.Read(".", 4)).Message);
    }

    [Fact]
    public void List_GitAndLinks_AreNotShownAsFolders()
    {
        Directory.CreateDirectory(Inside(".git"));
        File.CreateSymbolicLink(Inside("link"), "../outside");

        Assert.Equal([new WorkspaceEntry("link", false, 0)], _folder.List("", 10).Entries);
    }

    [Fact]
    public void Remove_FolderWithLinks_RemovesTheLinksOnly()
    {
        Directory.CreateDirectory(Inside("a/b"));
        File.CreateSymbolicLink(Inside("a/b/link"), Outside(""));
        File.CreateSymbolicLink(Inside("a/file"), Outside("secret"));
        File.SetUnixFileMode(Inside("a/b"), UnixFileMode.None);

        Assert.Contains("not empty", Assert.Throws<WorkspacePathException>(() => _folder.Remove("a", recursive: false, Trash)).Message);
        _folder.Remove("a", recursive: true, Trash);

        Assert.Empty(Directory.GetFileSystemEntries(_root));
        Assert.Equal("secret", File.ReadAllText(Outside("secret")));
        Assert.Equal(["outside", "workspace"], Directory.GetFileSystemEntries(_area.FullName).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Remove_NamesThatAreNoText_AreRemoved()
    {
        const string script = "mkdir -p $'a/b\\xff/c\\xfe' && : > $'a/b\\xff/c\\xfe/d\\xfd'";
        using (var made = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = _root })!) made.WaitForExit();

        _folder.Remove("a", recursive: true, Trash);

        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void Remove_FolderDeeperThanAnyPath_IsRemoved()
    {
        Assert.SkipUnless(ToolPresence.Has("python3"), "python3 is not installed");
        // 22 000 characters; by relative steps, as a path this long cannot be given.
        const string script = "import os\nfor i in range(2000):\n  os.mkdir('d' * 10)\n  os.chdir('d' * 10)\nopen('end', 'w').close()";
        using (var made = Process.Start(new ProcessStartInfo("python3", ["-c", script]) { WorkingDirectory = _root })!) made.WaitForExit();

        _folder.Remove("dddddddddd", recursive: true, Trash);

        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    private string Inside(string path) => Path.Combine(_root, path);

    private string Outside(string path) => Path.Combine(_area.FullName, "outside", path);
}
