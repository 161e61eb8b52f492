using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Checks;

namespace Coder.Tests.Workspaces.Sandbox.Checks;

public sealed class SelfTestedSandboxTests
{
    private readonly Clock _time = new();
    private readonly CountingSandbox _inner = new();
    private IReadOnlyList<string> _reasons = [];
    private int _tests;

    private SelfTestedSandbox Sandbox => field ??= new(_inner, TestAsync, _time);

    [Fact]
    public async Task Run_PassedTest_CountsForSomeMinutes()
    {
        await RunAsync();
        _time.Advance(SelfTestedSandbox.ValidFor);
        await RunAsync();
        Assert.Equal((1, 2), (_tests, _inner.Runs));

        _time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync();
        Assert.Equal((2, 3), (_tests, _inner.Runs));
    }

    [Fact]
    public async Task Run_TestThatFailsLater_RunsNothingUntilItPassesAgain()
    {
        await RunAsync();
        _time.Advance(SelfTestedSandbox.ValidFor + TimeSpan.FromSeconds(1));
        _reasons = ["open at 'read'"];

        var refused = await RunAsync();
        _reasons = [];
        var works = await RunAsync();

        Assert.Equal((SandboxEnd.NotStarted, "open at 'read'", SandboxEnd.Exited, 2), (refused.End, refused.Output, works.End, _inner.Runs));
    }

    private Task<SandboxResult> RunAsync() => Sandbox.RunAsync(new() { Arguments = ["true"], WorkspaceFolder = "/" }, SilentSink.Instance, TestContext.Current.CancellationToken);

    private Task<SandboxSelfTestResult> TestAsync()
    {
        _tests++;
        return Task.FromResult(new SandboxSelfTestResult(_reasons));
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }

    private sealed class CountingSandbox : ISandbox
    {
        public int Runs { get; private set; }

        public string Name => "counting";

        public Task<SandboxResult> RunAsync(SandboxCommand command, IOutputSink output, CancellationToken cancellation)
        {
            Runs++;
            return Task.FromResult(new SandboxResult { End = SandboxEnd.Exited, ExitCode = 0, Duration = TimeSpan.Zero, Output = "", OutputBytes = 0 });
        }
    }
}
