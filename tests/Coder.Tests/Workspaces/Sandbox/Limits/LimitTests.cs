using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Limits;

namespace Coder.Tests.Workspaces.Sandbox.Limits;

/// <summary>Each limit of a command, passed on purpose in a real sandbox: it ends, and the result says which one it was.</summary>
public sealed class LimitTests : IDisposable
{
    private const string Hog = "import time; kept = bytearray(300 << 20); kept[::4096] = b'x' * len(kept[::4096]); time.sleep(60)";

    private readonly SandboxFixture _fixture = new();

    public static TheoryData<string, string, LimitKind> Ended => new()
    {
        { "memory", $"python3 -c \"{Hog}\"", LimitKind.Memory },
        { "memory of a child", $"python3 -c \"{Hog}\" & sleep 60", LimitKind.Memory },
        { "memory of a file system", "for i in 1 2 3 4; do head -c 60M /dev/zero >/tmp/$i; done; sleep 60", LimitKind.Memory },
        { "processor time", "for i in 1 2; do (while :; do :; done) & done; wait", LimitKind.CpuTime },
        { "bytes", "for i in 1 2 3 4; do head -c 30M /dev/zero >$i; done; sleep 60", LimitKind.WorkspaceBytes },
        { "files", "mkdir many; cd many; seq 5000 | xargs touch; sleep 60", LimitKind.WorkspaceFiles },
    };

    [Theory]
    [MemberData(nameof(Ended))]
    public async Task Run_CommandPassesLimit_IsEndedAndSaysWhich(string what, string line, LimitKind kind)
    {
        var limits = new SandboxLimits
        {
            MemoryBytesMax = 200 << 20, WorkspaceBytesMax = 100 << 20, WorkspaceFilesMax = 2000, Time = TimeSpan.FromSeconds(30),
            CpuTime = TimeSpan.FromSeconds(kind == LimitKind.CpuTime ? 1 : 30),
        };
        await File.WriteAllTextAsync(Path.Combine(_fixture.Workspace, "present"), what);

        var result = await _fixture.RunAsync(_fixture.Shell(line) with { Limits = limits });

        Assert.SkipWhen(result.ExitCode == 127, result.Output);
        Assert.Equal((SandboxEnd.LimitHit, 137, LimitHit.Of(kind, limits)), (result.End, result.ExitCode, result.Limit));
    }

    [Fact]
    public async Task Run_FileTooLarge_IsNamed()
    {
        var result = await _fixture.RunAsync(_fixture.Shell("exec head -c 2M /dev/zero >big") with { Limits = new() { FileBytesMax = 1 << 20 } });

        Assert.Equal((SandboxEnd.Signaled, 153, "wrote more than 1 MiB to one file"), (result.End, result.ExitCode, result.Limit?.Reason));
    }

    [Fact]
    public async Task Run_TimeLimit_IsNamed()
    {
        var result = await _fixture.RunAsync(_fixture.Shell("sleep 60") with { Limits = new() { Time = TimeSpan.FromSeconds(0.5) } });

        Assert.Equal("did not end within 0.5 s", result.Limit?.Reason);
    }

    [Fact]
    public async Task Run_WorkspaceThatWasTooLarge_MayBeWorkedOnButNotGrow()
    {
        await File.WriteAllBytesAsync(Path.Combine(_fixture.Workspace, "large"), new byte[3 << 20]);
        var limits = new SandboxLimits { WorkspaceBytesMax = 1 << 20, Time = TimeSpan.FromSeconds(30) };

        var works = await _fixture.RunAsync(_fixture.Shell("rm large; head -c 2M /dev/zero >other; sleep 0.7") with { Limits = limits });
        var grows = await _fixture.RunAsync(_fixture.Shell("sleep 0.4; head -c 40M /dev/zero >more; sleep 60") with { Limits = limits });

        Assert.Equal((SandboxEnd.Exited, SandboxEnd.LimitHit), (works.End, grows.End));
    }

    public void Dispose() => _fixture.Dispose();
}
