using System.Diagnostics;
using Coder.Tests.Workspaces.Sandbox.Output;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Output;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Tests.Workspaces.Sandbox.Starting;

public sealed class ChildRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-child-test-");

    [Fact]
    public async Task Run_CallersThreadEnds_ChildWithParentDeathSignalLivesOn()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "setpriv is not installed.");
        const int Count = 40;
        var ready = Enumerable.Range(0, Count).Select(_ => new TaskCompletionSource()).ToArray();
        var runs = new Task<ChildEnd>[Count];
        var callers = Enumerable.Range(0, Count).Select(i => new Thread(() => runs[i] = RunAsync(ready[i]))).ToList();

        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
        await Task.WhenAll(ready.Select(child => child.Task)).WaitAsync(TimeSpan.FromSeconds(30));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "go"), "");

        Assert.All(await Task.WhenAll(runs), end => Assert.Equal((SandboxEnd.Exited, 7), (end.Reason, end.ExitCode)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<ChildEnd> RunAsync(TaskCompletionSource ready)
    {
        var sink = new RecordingSink();
        sink.Written += () => ready.TrySetResult();
        var command = new SandboxCommand { Arguments = [], WorkspaceFolder = _folder.FullName };
        var start = new ProcessStartInfo(
            "/usr/bin/setpriv", ["--pdeathsig", "KILL", "bash", "-c", "echo ready; until [ -e go ]; do sleep 0.05; done; exit 7"])
        {
            WorkingDirectory = _folder.FullName,
        };
        var run = new ChildRun(TimeProvider.System, process => Task.Run(process.Kill), _ => Task.CompletedTask);
        return run.RunAsync(start, command, new OutputCollector(sink, 100), CancellationToken.None);
    }
}
