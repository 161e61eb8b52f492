using Coder.SandboxProbes.Limits;
using Coder.SandboxProbes.Outside;
using Coder.Workspaces.Sandbox;

namespace Coder.SandboxProbes;

/// <summary>Tries every way out of a sandbox, each inside and, as its control, outside.</summary>
public static class ProbeRun
{
    public const string ProgramsInside = "/probes";

    private const string WorkspaceInside = "/workspace";

    /// <exception cref="InvalidOperationException">The probes could not be run at all.</exception>
    public static async Task<ProbeReport> RunAsync(ISandbox sandbox, CancellationToken cancellation)
    {
        await using var host = await HostSide.OpenAsync(cancellation);
        var inside = await InsideAsync(sandbox, host, cancellation);
        var outside = (await OutsideAsync("user", host, cancellation)).Concat(OutsideUser.IsRoot ? await OutsideAsync("root", host, cancellation) : [])
            .ToDictionary(attempt => attempt.Name);
        var limits = await new LimitRun(sandbox, host).RunAsync(cancellation);
        return new([.. inside.Select(attempt => attempt.Against(outside.GetValueOrDefault(attempt.Name), "its control needs root")), .. limits]);
    }

    private static async Task<IReadOnlyList<Attempt>> InsideAsync(ISandbox sandbox, HostSide host, CancellationToken cancellation)
    {
        var workspace = host.Folder("workspace");
        HostSide.AddSetIdProgram(workspace);
        var sink = new CountingSink();
        var result = await sandbox.RunAsync(
            new()
            {
                Arguments = ["python3", $"{ProgramsInside}/probes.py", "all"],
                StandardInput = host.Targets(WorkspaceInside),
                WorkspaceFolder = workspace,
                Mounts = [new(host.Programs, ProgramsInside)],
                Limits = new() { Time = TimeSpan.FromMinutes(2) },
            },
            sink,
            cancellation);
        return result is { End: SandboxEnd.Exited, ExitCode: 0 }
            ? Attempt.Parse(sink.StandardOutput)
            : throw new InvalidOperationException($"The probes did not run in the sandbox: {result.End}, {result.ExitCode}: {result.Output}");
    }

    private static async Task<IReadOnlyList<Attempt>> OutsideAsync(string control, HostSide host, CancellationToken cancellation)
    {
        var folder = host.Folder($"control-{control}");
        HostSide.AddSetIdProgram(folder);
        var start = OutsideUser.Start(control, folder, Path.Combine(host.Programs, "probes.py"), control);
        return Attempt.Parse(await OutsideUser.RunAsync(start, host.Targets(folder), cancellation));
    }
}
