using System.ComponentModel;
using System.Diagnostics;
using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sandbox.Limits;
using Coder.Workspaces.Sandbox.Output;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Unconfined;

/// <summary>
/// Runs commands as the user, with the user's files and network: only by the user's explicit choice. Time and output limits hold; the others
/// do not. Inside paths in arguments and environment values are replaced by the host's.
/// </summary>
internal sealed class NoSandbox(SandboxSettings settings, TimeProvider time) : ISandbox
{
    public string Name => "none";

    public async Task<SandboxResult> RunAsync(SandboxCommand command, IOutputSink output, CancellationToken cancellation)
    {
        var collector = new OutputCollector(output, command.Limits.OutputBytesMax);
        var onHost = HostPaths.Apply(command);
        var program = Programs.Find("setsid", settings.SearchPath);
        // A session of its own, so that everything the command starts can be ended with it.
        var line = program is null ? onHost.Arguments : [program, .. onHost.Arguments];
        var inside = BubblewrapArguments.InsideDirectory(command.WorkingDirectory);
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            WorkingDirectory = Path.Join(command.WorkspaceFolder, inside[BubblewrapArguments.Workspace.Length..]),
        };
        SetEnvironment(start, onHost);
        var run = new ChildRun(time, KillAsync, pid => Task.FromResult(LibC.Kill(-pid, LibC.SignalKill)));
        try
        {
            var end = await run.RunAsync(start, command, collector, cancellation);
            var (reason, code) = end switch
            {
                { Reason: SandboxEnd.TimedOut } => (end.Reason, 124),
                { Reason: SandboxEnd.Canceled } => (end.Reason, -1),
                { ExitCode: > 128 and <= 192 } => (SandboxEnd.Signaled, end.ExitCode),
                _ => (SandboxEnd.Exited, end.ExitCode),
            };
            return new()
            {
                End = reason, ExitCode = code, Duration = end.Duration, Output = collector.Render(), OutputBytes = collector.Total,
                Limit = reason == SandboxEnd.TimedOut ? LimitHit.Of(LimitKind.Time, command.Limits) : null,
            };
        }
        catch (Win32Exception failure)
        {
            return SandboxResult.WithoutStart(SandboxEnd.NotStarted, failure.Message);
        }
    }

    /// <summary>Nothing of the platform's own environment: it may hold keys.</summary>
    private void SetEnvironment(ProcessStartInfo start, SandboxCommand command)
    {
        var toolchains = new Toolchains { ReadOnlyPaths = [], HiddenFolders = [], SearchPath = settings.SearchPath, DotnetRoot = settings.DotnetRoot };
        start.Environment.Clear();
        foreach (var (name, value) in BaseEnvironment.For(command, toolchains, settings.HomeFolder, Path.GetTempPath()))
            start.Environment[name] = value;
    }

    private static Task KillAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        LibC.Kill(-process.Id, LibC.SignalKill);
        return Task.CompletedTask;
    }
}
