using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sandbox.Unconfined;
using Coder.Tests.Workspaces.Sandbox.Output;

namespace Coder.Tests.Workspaces.Sandbox.Unconfined;

public sealed class NoSandboxTests : IDisposable
{
    private readonly DirectoryInfo _workspace = Directory.CreateTempSubdirectory("coder-unconfined-test-");
    private readonly NoSandbox _sandbox = new(SandboxSettings.FromEnvironment("/nonexistent"), TimeProvider.System);

    [Fact]
    public async Task Run_InsidePaths_AreTheHosts()
    {
        Directory.CreateDirectory(Path.Combine(_workspace.FullName, "sub"));
        var command = Shell("pwd; echo made >/workspace/file; echo $CACHE; ls /cache") with
        {
            WorkingDirectory = "sub",
            Mounts = [new("/usr/share/doc", "/cache")],
            Environment = new Dictionary<string, string> { ["CACHE"] = "/cache/x:/workspaces" },
        };

        var result = await _sandbox.RunAsync(command, new RecordingSink(), default);

        Assert.StartsWith($"{_workspace.FullName}/sub\n/usr/share/doc/x:/workspaces\n", result.Output);
        Assert.Equal("made\n", await File.ReadAllTextAsync(Path.Combine(_workspace.FullName, "file")));
    }

    [Fact]
    public async Task Run_HostsEnvironment_IsNotHandedOn()
    {
        Environment.SetEnvironmentVariable("CODER_TEST_SECRET", "hidden");

        var result = await _sandbox.RunAsync(Shell("env"), new RecordingSink(), default);

        Assert.DoesNotContain("hidden", result.Output);
    }

    [Fact]
    public async Task Run_TimeLimit_EndsTheWholeTree()
    {
        var mark = $"9{Random.Shared.Next(100_000_000, 999_999_999)}";
        var command = Shell($"sleep {mark} & sleep {mark}") with { Limits = new() { Time = TimeSpan.FromMilliseconds(300) } };

        var result = await _sandbox.RunAsync(command, new RecordingSink(), default);

        Assert.Equal((SandboxEnd.TimedOut, 124), (result.End, result.ExitCode));
        Assert.False(await HostProcesses.ExistsAsync(mark));
    }

    [Fact]
    public async Task Run_ChildLeftRunning_EndsWithTheCommand()
    {
        var mark = $"9{Random.Shared.Next(100_000_000, 999_999_999)}";

        var result = await _sandbox.RunAsync(Shell($"sleep {mark} & exit 3"), new RecordingSink(), default);

        Assert.Equal((SandboxEnd.Exited, 3), (result.End, result.ExitCode));
        Assert.False(await HostProcesses.ExistsAsync(mark));
    }

    public void Dispose() => _workspace.Delete(recursive: true);

    private SandboxCommand Shell(string line) => new() { Arguments = ["bash", "-c", line], WorkspaceFolder = _workspace.FullName };
}
