using System.ComponentModel;
using System.Diagnostics;
using Coder.Workspaces.Sandbox.Access;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sandbox.Limits;
using Coder.Workspaces.Sandbox.Output;
using Coder.Workspaces.Sandbox.Scratch;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>Runs commands in Linux namespaces made by bubblewrap: no network, no file of the host but toolchains, no other process, few system calls.</summary>
internal sealed class BubblewrapSandbox : ISandbox
{
    /// <summary>How long the last processes of a sandbox may take to disappear once its first one was killed.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(2);

    private readonly TimeProvider _time;
    private readonly BubblewrapPrograms _programs;
    private readonly HostSystem _host = HostSystem.Read();
    private readonly IHostAccess _access = LibC.EffectiveUserId() == 0 ? SlotUserAccess.Instance : new OwnUserAccess();
    private readonly SandboxScratch _scratch;
    private readonly Lazy<Task<Toolchains>> _toolchains;

    public BubblewrapSandbox(BubblewrapPrograms programs, SandboxSettings settings, SandboxScratch scratch, TimeProvider time)
    {
        _programs = programs;
        _scratch = scratch;
        _time = time;
        _toolchains = new(() => new ToolchainDetector(settings, time).DetectAsync());
    }

    public string Name => "bwrap";

    public async Task<SandboxResult> RunAsync(SandboxCommand command, IOutputSink output, CancellationToken cancellation)
    {
        var toolchains = await _toolchains.Value;
        CommandSetup setup;
        try
        {
            setup = await CommandSetup.MakeAsync(command, await _access.OpenAsync(command, toolchains, cancellation), _scratch, _time);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return SandboxResult.WithoutStart(SandboxEnd.Canceled, "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return SandboxResult.WithoutStart(SandboxEnd.NotStarted, failure.Message);
        }
        await using (setup)
        {
            var plan = new BubblewrapPlan
            {
                Command = command, Host = _host, Toolchains = toolchains, Programs = _programs, SlotUser = setup.SlotUser, SourceOf = setup.SourceOf,
                YieldsProcessors = setup.Group.YieldsProcessors,
            };
            return await RunAsync(plan, setup, new OutputCollector(output, command.Limits.OutputBytesMax), cancellation);
        }
    }

    private async Task<SandboxResult> RunAsync(BubblewrapPlan plan, CommandSetup setup, OutputCollector collector, CancellationToken cancellation)
    {
        var environment = BaseEnvironment.For(plan.Command, plan.Toolchains, BubblewrapArguments.Home, "/tmp");
        await setup.Folder.WriteAsync(BubblewrapArguments.Build(plan, environment));
        var run = new ChildRun(_time, process => KillAsync(process, setup.Folder), _ => WaitForEndAsync(setup.Folder));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = setup.Watch.WatchAsync(stop);
        ChildEnd child;
        try
        {
            child = await run.RunAsync(Start(plan, setup), plan.Command, collector, stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await watching;
        }
        var (end, code, limit) = SandboxOutcome.Of(child.Reason, setup.Folder.Status.ExitCode, setup.Watch.Passed, setup.Watch.Held());
        return new()
        {
            End = end, ExitCode = code, Duration = child.Duration, Output = collector.Render(), OutputBytes = collector.Total,
            Limit = limit is { } kind ? LimitHit.Of(kind, plan.Command.Limits) : null,
        };
    }

    private ProcessStartInfo Start(BubblewrapPlan plan, CommandSetup setup)
    {
        IEnumerable<string> script =
        [
            "-c", SandboxDescriptors.OpenScript, BubblewrapArguments.ScriptName, setup.Folder.Path, _scratch.CommonFiles.Path,
            $"{setup.Group.JoinFiles.Count}", .. setup.Group.JoinFiles, .. BubblewrapArguments.Launch(plan),
        ];
        var start = new ProcessStartInfo(_programs.Bash!, script) { WorkingDirectory = "/" };
        start.Environment.Clear();
        return start;
    }

    /// <summary>
    /// Kills the first process inside, which takes all others with it; bubblewrap ends when it has seen that. Bubblewrap itself is not killed
    /// while it still makes that process: a child of it that waits for its parent's word, and has no parent-death signal yet, would stay for ever.
    /// </summary>
    private async Task KillAsync(Process process, CommandFolder folder)
    {
        var begun = _time.GetTimestamp();
        while (!process.HasExited && _time.GetElapsedTime(begun) < EndTime)
        {
            if (folder.Status.FirstProcess is { } first)
                LibC.Kill(first, LibC.SignalKill);
            await Task.Delay(LookAgain, _time, CancellationToken.None);
        }
        process.Kill();
    }

    /// <summary>Bubblewrap ends with the command; what the command left running dies with the sandbox's first process a moment later.</summary>
    private async Task WaitForEndAsync(CommandFolder folder)
    {
        var begun = _time.GetTimestamp();
        while (folder.Status.FirstProcess is { } first && ProcessState.IsAlive(first) && _time.GetElapsedTime(begun) < EndTime)
            await Task.Delay(LookAgain, _time, CancellationToken.None);
    }
}
