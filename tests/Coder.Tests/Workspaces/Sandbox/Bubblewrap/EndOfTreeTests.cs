using Coder.Tests.Workspaces.Sandbox.Output;
using Coder.Workspaces.Sandbox;

namespace Coder.Tests.Workspaces.Sandbox.Bubblewrap;

/// <summary>When a command ends, for whatever reason, nothing that it started is left.</summary>
public sealed class EndOfTreeTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();
    private readonly string _mark = $"9{Random.Shared.Next(100_000_000, 999_999_999)}";

    [Fact]
    public async Task Run_TimeLimit_KillsTheTree()
    {
        var command = _fixture.Shell($"setsid sleep {_mark} & sleep {_mark}") with { Limits = new() { Time = TimeSpan.FromMilliseconds(500) } };

        var result = await _fixture.RunAsync(command);

        Assert.Equal((SandboxEnd.TimedOut, 124, false), (result.End, result.ExitCode, HostProcesses.Exists(_mark)));
    }

    [Fact]
    public async Task Run_Cancellation_KillsTheTree()
    {
        using var stop = new CancellationTokenSource();
        var sink = new RecordingSink();
        sink.Written += stop.Cancel;

        var result = await _fixture.RunAsync(_fixture.Shell($"setsid sleep {_mark} & echo started; sleep {_mark}"), sink, stop.Token);

        Assert.Equal((SandboxEnd.Canceled, -1, "started\n", false), (result.End, result.ExitCode, result.Output, HostProcesses.Exists(_mark)));
    }

    [Fact]
    public async Task Run_CancellationWhileStarting_LeavesNothing()
    {
        // A few milliseconds more each time: some cancel before bubblewrap runs, some while it sets up, some after.
        for (var i = 0; i < 30; i++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(i));
            var result = await _fixture.RunAsync(_fixture.Shell($"sleep {_mark}"), cancellation: stop.Token);
            Assert.Equal(SandboxEnd.Canceled, result.End);
        }

        Assert.False(HostProcesses.Exists(_mark));
    }

    [Fact]
    public async Task Run_DaemonLeftBehind_EndsWithTheCommand()
    {
        var result = await _fixture.ShellAsync($"setsid nohup sleep {_mark} >/dev/null 2>&1 & exit 0");

        Assert.Equal((SandboxEnd.Exited, false), (result.End, HostProcesses.Exists(_mark)));
    }

    [Fact]
    public async Task Run_FortyAtOnce_AllEndByThemselves()
    {
        await SandboxFixture.SandboxAsync();
        var runs = Enumerable.Range(0, 40).Select(_ => _fixture.ShellAsync("until [ -e go ]; do sleep 0.05; done; echo alive")).ToList();

        Assert.DoesNotContain(runs, run => run.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Workspace, "go"), "");

        Assert.All(await Task.WhenAll(runs), result => Assert.Equal("alive\n", result.Output));
    }

    public void Dispose() => _fixture.Dispose();
}
