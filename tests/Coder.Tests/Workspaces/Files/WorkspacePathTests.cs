using Coder.Workspaces.Files;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Files;

public sealed class WorkspacePathTests
{
    [Theory]
    [InlineData("a/b.txt", "a/b.txt")]
    [InlineData("./a//b.txt", "a/b.txt")]
    [InlineData("a/x/../b.txt", "a/b.txt")]
    [InlineData("/workspace/a", "a")]
    [InlineData("/workspace", "")]
    [InlineData(".", "")]
    [InlineData("", "")]
    [InlineData(".gitignore", ".gitignore")]
    public void Normalize_PathInside_IsRelative(string path, string expected) => Assert.Equal(expected, WorkspacePath.Normalize(path));

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/workspaces/a")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/workspace/../etc")]
    [InlineData(".git/config")]
    [InlineData("sub/.GIT")]
    [InlineData("a\0b")]
    public void Normalize_PathOutside_IsRefused(string path) => Assert.Throws<WorkspacePathException>(() => WorkspacePath.Normalize(path));
}
