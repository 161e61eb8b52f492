using System.ComponentModel;
using System.Diagnostics;
using Coder.Workspaces.Sandbox.Access;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sandbox.Output;
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
    private readonly Lazy<Task<Toolchains>> _toolchains;

    public BubblewrapSandbox(BubblewrapPrograms programs, SandboxSettings settings, TimeProvider time)
    {
        _programs = programs;
        _time = time;
        _toolchains = new(() => new ToolchainDetector(settings, time).DetectAsync());
    }

    public string Name => "bwrap";

    public async Task<SandboxResult> RunAsync(SandboxCommand command, IOutputSink output, CancellationToken cancellation)
    {
        var toolchains = await _toolchains.Value;
        HostLease lease;
        try
        {
            lease = await _access.OpenAsync(command, toolchains, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return WithoutStart(SandboxEnd.Canceled, "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return WithoutStart(SandboxEnd.NotStarted, failure.Message);
        }
        await using (lease)
        {
            var plan = new BubblewrapPlan
            {
                Command = command, Host = _host, Toolchains = toolchains, Programs = _programs, SlotUser = lease.User, SourceOf = lease.SourceOf,
            };
            return await RunAsync(plan, new OutputCollector(output, command.Limits.OutputBytesMax), cancellation);
        }
    }

    private static SandboxResult WithoutStart(SandboxEnd end, string reason) =>
        new() { End = end, ExitCode = -1, Duration = TimeSpan.Zero, Output = reason, OutputBytes = 0 };

    private async Task<SandboxResult> RunAsync(BubblewrapPlan plan, OutputCollector collector, CancellationToken cancellation)
    {
        using var folder = new CommandFolder();
        var environment = BaseEnvironment.For(plan.Command, plan.Toolchains, BubblewrapArguments.Home, "/tmp");
        await folder.WriteAsync(BubblewrapArguments.Build(plan, environment));
        var start = new ProcessStartInfo(
            _programs.Bash!, ["-c", SandboxDescriptors.OpenScript, "sandbox", folder.Path, .. BubblewrapArguments.Launch(plan)])
        {
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        var run = new ChildRun(_time, process => KillAsync(process, folder), _ => WaitForEndAsync(folder));
        var end = await run.RunAsync(start, plan.Command, collector, cancellation);
        var (reason, code) = (end.Reason, folder.ExitCode) switch
        {
            (SandboxEnd.TimedOut, _) => (SandboxEnd.TimedOut, 124),
            (SandboxEnd.Canceled, _) => (SandboxEnd.Canceled, -1),
            (_, null) => (SandboxEnd.NotStarted, -1),
            (_, { } signaled and > 128 and <= 192) => (SandboxEnd.Signaled, signaled),
            (_, { } exited) => (SandboxEnd.Exited, exited),
        };
        return new() { End = reason, ExitCode = code, Duration = end.Duration, Output = collector.Render(), OutputBytes = collector.Total };
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
            if (folder.FirstProcess is { } first)
                LibC.Kill(first, LibC.SignalKill);
            await Task.Delay(LookAgain, _time, CancellationToken.None);
        }
        process.Kill();
    }

    /// <summary>Bubblewrap ends with the command; what the command left running dies with the sandbox's first process a moment later.</summary>
    private async Task WaitForEndAsync(CommandFolder folder)
    {
        var begun = _time.GetTimestamp();
        while (folder.FirstProcess is { } first && ProcessState.IsAlive(first) && _time.GetElapsedTime(begun) < EndTime)
            await Task.Delay(LookAgain, _time, CancellationToken.None);
    }
}
