using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Unconfined;

namespace Coder.Tests.Workspaces.Sandbox.Unconfined;

public sealed class HostPathsTests
{
    [Theory]
    [InlineData("/workspace", "/home/u/run")]
    [InlineData("/workspace/src/a.cs", "/home/u/run/src/a.cs")]
    [InlineData("--out=/workspace/x", "--out=/home/u/run/x")]
    [InlineData("cd /workspace && ls '/workspace'", "cd /home/u/run && ls '/home/u/run'")]
    [InlineData("/workspace.", "/home/u/run.")]
    [InlineData("/workspaces", "/workspaces")]
    [InlineData("/my/workspace", "/my/workspace")]
    [InlineData("/workspace-2", "/workspace-2")]
    [InlineData("/workspace.bak", "/workspace.bak")]
    [InlineData("/cache/a:/cache/nuget/b", "/c$1/a:/n/b")]
    public void Apply_Argument_HasTheHostsPaths(string inside, string expected)
    {
        var command = new SandboxCommand
        {
            Arguments = [inside],
            WorkspaceFolder = "/home/u/run",
            Mounts = [new("/c$1", "/cache"), new("/n", "/cache/nuget")],
            Environment = new Dictionary<string, string> { ["X"] = inside },
        };

        var applied = HostPaths.Apply(command);

        Assert.Equal((expected, expected), (applied.Arguments[0], applied.Environment["X"]));
    }
}
