using Coder.Tests.Workspaces.Sandbox.Output;
using Coder.Workspaces.Sandbox;

namespace Coder.Tests.Workspaces.Sandbox.Bubblewrap;

public sealed class BubblewrapSandboxTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    [Fact]
    public async Task Run_CommandThatWrites_LeavesTheFileToTheHostsUser()
    {
        var result = await _fixture.ShellAsync("id -u; pwd; echo made >file; stat -c %u file");

        Assert.Equal((SandboxEnd.Exited, 0, "1000\n/workspace\n1000\n"), (result.End, result.ExitCode, result.Output));
        Assert.Equal("made\n", await File.ReadAllTextAsync(Path.Combine(_fixture.Workspace, "file")));
    }

    [Theory]
    [InlineData("exit 7", SandboxEnd.Exited, 7)]
    [InlineData("kill -SEGV $$", SandboxEnd.Signaled, 139)]
    [InlineData("exec no-such-program", SandboxEnd.Exited, 127)]
    public async Task Run_CommandEnds_TellsHow(string line, SandboxEnd end, int code)
    {
        var result = await _fixture.ShellAsync(line);

        Assert.Equal((end, code), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task Run_ProgramThatIsNotThere_Exits127()
    {
        var result = await _fixture.RunAsync(_fixture.Shell("") with { Arguments = ["no-such-program"] });

        Assert.Equal((SandboxEnd.Exited, 127), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task Run_WorkspaceThatIsNotThere_IsNotStartedAndSaysWhy()
    {
        var result = await _fixture.RunAsync(_fixture.Shell("true") with { WorkspaceFolder = "/nonexistent/folder" });

        Assert.Equal((SandboxEnd.NotStarted, -1), (result.End, result.ExitCode));
        Assert.Contains("/nonexistent/folder", result.Output);
    }

    [Fact]
    public async Task Run_StandardInput_IsGivenAndEnds()
    {
        var given = await _fixture.RunAsync(_fixture.Shell("cat") with { StandardInput = "a text €" });
        var none = await _fixture.RunAsync(_fixture.Shell("cat"));

        Assert.Equal(("a text €", ""), (given.Output, none.Output));
    }

    [Fact]
    public async Task Run_WorkingDirectory_IsBelowTheWorkspace()
    {
        Directory.CreateDirectory(Path.Combine(_fixture.Workspace, "a/b"));

        Assert.Equal("/workspace/a/b\n", (await _fixture.RunAsync(_fixture.Shell("pwd") with { WorkingDirectory = "a/b" })).Output);
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.RunAsync(_fixture.Shell("pwd") with { WorkingDirectory = "../etc" }));
    }

    [Fact]
    public async Task Run_Mounts_ShowAndProtect()
    {
        var host = Directory.CreateTempSubdirectory("coder-mount-test-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(host.FullName, "seen"), "seen");
            var command = _fixture.Shell("cat /cache/seen; echo x >/cache/new && echo written; echo x >/out/made") with
            {
                Mounts = [new(host.FullName, "/cache"), new(Directory.CreateDirectory(Path.Combine(host.FullName, "out")).FullName, "/out", Writable: true)],
            };

            var result = await _fixture.RunAsync(command);

            Assert.StartsWith("seen", result.Output);
            Assert.DoesNotContain("written", result.Output);
            Assert.True(File.Exists(Path.Combine(host.FullName, "out/made")));
        }
        finally
        {
            host.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Run_FloodOfOutput_IsCutAndCounted()
    {
        var sink = new RecordingSink();
        var command = _fixture.Shell("echo begin; head -c 1000000 /dev/zero | tr '\\0' y >&2; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end")
            with { Limits = new() { OutputBytesMax = 100_000 } };

        var result = await _fixture.RunAsync(command, sink);

        Assert.Equal((100_000L, 4_000_011L, false), (sink.Length, result.OutputBytes, sink.Overlapped));
        Assert.StartsWith("begin\n", result.Output);
        Assert.EndsWith("end\n", result.Output);
        Assert.InRange(result.Output.Length, 60_000, 70_000);
    }

    [Fact]
    public async Task Run_SinkThatFails_EndsTheCommandAndFails()
    {
        var sink = new RecordingSink();
        sink.Written += () => throw new InvalidOperationException("full");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.RunAsync(_fixture.Shell("yes"), sink));

        Assert.Equal("full", failure.Message);
    }

    public void Dispose() => _fixture.Dispose();
}
