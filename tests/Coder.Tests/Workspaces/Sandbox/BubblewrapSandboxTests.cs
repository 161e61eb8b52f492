using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Checks;

namespace Coder.Tests.Workspaces.Sandbox;

public sealed class BubblewrapSandboxTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    [Fact]
    public async Task Run_CommandThatWrites_LeavesTheFileToTheHostsUser()
    {
        var result = await _fixture.ShellAsync("id -u; pwd; echo made >file; ls -n file | cut -d' ' -f3");

        Assert.Equal((SandboxEnd.Exited, 0, "1000\n/workspace\n1000\n"), (result.End, result.ExitCode, result.Output));
        Assert.Equal("made\n", await File.ReadAllTextAsync(Path.Combine(_fixture.Workspace, "file")));
    }

    [Fact]
    public async Task SelfTest_OnThisMachine_Passes()
    {
        var result = await new SandboxSelfTest(await SandboxFixture.SandboxAsync()).RunAsync();

        Assert.Empty(result.Reasons);
    }

    public void Dispose() => _fixture.Dispose();
}
