using System.Collections.Concurrent;
using System.Text;
using Coder.SandboxProbes.Outside;
using Coder.Workspaces.Sandbox;

namespace Coder.SandboxProbes.Limits;

/// <summary>Runs <see cref="LimitProbes"/>, each in a sandbox of its own, and each outside.</summary>
internal sealed class LimitRun(ISandbox sandbox, HostSide host)
{
    private const string Group = "limits";
    private const string Program = "limits.py";

    /// <summary>Most of them wait; more at once would take memory from each other.</summary>
    private const int AtOnce = 3;

    public async Task<IReadOnlyList<ProbeResult>> RunAsync(CancellationToken cancellation)
    {
        ConcurrentDictionary<LimitProbe, ProbeResult> results = [];
        await Parallel.ForEachAsync(
            LimitProbes.All, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (probe, token) => results[probe] = await RunAsync(probe, token));
        return [.. LimitProbes.All.Select(probe => results[probe])];
    }

    private async Task<ProbeResult> RunAsync(LimitProbe probe, CancellationToken cancellation)
    {
        var inside = await InsideAsync(probe, cancellation);
        var failure = await OutsideAsync(probe, cancellation);
        var named = probe.Named is null || inside.Result.Limit?.Kind == probe.Named;
        var mistake = inside.Result.Output.Contains("Traceback", StringComparison.Ordinal);
        var verdict = probe.Held(inside) && named && !mistake && failure is null ? ProbeVerdict.Held : ProbeVerdict.Red;
        return new(Group, probe.Name, "user", verdict, Describe(inside), failure ?? "done");
    }

    private async Task<LimitOutcome> InsideAsync(LimitProbe probe, CancellationToken cancellation)
    {
        var mark = Mark();
        var sink = new CountingSink();
        var result = await sandbox.RunAsync(
            new()
            {
                Arguments = ["python3", $"{ProbeRun.ProgramsInside}/{Program}", probe.Attempt, mark],
                WorkspaceFolder = host.Folder($"inside-{probe.Attempt}"),
                Mounts = [new(host.Programs, ProbeRun.ProgramsInside)],
                Limits = probe.Limits,
            },
            sink,
            cancellation);
        return new(result, sink.Bytes, Processes(mark).Count > 0);
    }

    /// <returns>Why the control failed; null when it works.</returns>
    private async Task<string?> OutsideAsync(LimitProbe probe, CancellationToken cancellation)
    {
        var mark = Mark();
        var start = OutsideUser.Start("user", host.Folder($"outside-{probe.Attempt}"), Path.Combine(host.Programs, Program), probe.Attempt, mark);
        try
        {
            var output = await OutsideUser.RunAsync(start, "", cancellation);
            var daemon = Processes(mark);
            foreach (var id in daemon)
                System.Diagnostics.Process.GetProcessById(id).Kill();
            return !output.TrimEnd().EndsWith("done", StringComparison.Ordinal) ? "not done"
                : probe.Attempt.StartsWith("daemon", StringComparison.Ordinal) && daemon.Count == 0 ? "no daemon was left"
                : null;
        }
        catch (InvalidOperationException failure)
        {
            return failure.Message;
        }
    }

    private static string Describe(LimitOutcome outcome)
    {
        var end = outcome.Result.Limit is { } limit ? $"it {limit.Reason}" : $"{outcome.Result.End} {outcome.Result.ExitCode}";
        var said = outcome.Result.Output.TrimEnd().Split('\n')[^1];
        return outcome.HandedOn > 200 ? $"{end}; {outcome.HandedOn} of {outcome.Result.OutputBytes} bytes" : $"{end}; {said}";
    }

    private static string Mark() => $"coder-daemon-{Guid.NewGuid():N}";

    /// <summary>Those that carry the mark as an argument, the probe program itself excepted.</summary>
    private static IReadOnlyList<int> Processes(string mark) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && CommandLine(process).Contains(mark, StringComparison.Ordinal))
            .Select(process => int.Parse(Path.GetFileName(process))),
    ];

    private static string CommandLine(string process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "cmdline")));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
