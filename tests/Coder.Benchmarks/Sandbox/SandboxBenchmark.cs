using System.Diagnostics;
using Coder.Benchmarks.Reporting;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Benchmarks.Sandbox;

/// <summary>What a sandbox costs: to start, and for a build of many short processes that read, compile and write.</summary>
internal sealed class SandboxBenchmark : IBenchmark
{
    private const int Starts = 60;
    private const string Python = "/usr/bin/python3";

    /// <summary>About ten seconds of one processor core.</summary>
    private const string Build = $$"""
        set -e
        mkdir -p src
        {{Python}} -c 'import shutil, json, email, logging, os; [shutil.copytree(os.path.dirname(m.__file__), "src/" + m.__name__, dirs_exist_ok=True) for m in (json, email, logging)]'
        for i in $(seq 90); do {{Python}} -m compileall -q -f src; done
        """;

    public string Name => "sandbox";

    public string Title => "a command in a sandbox against a plain process: start, and a build of about 10 s";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder folder = new();
        using SandboxSelector selector = new(SandboxSettings.FromEnvironment(folder.File("scratch")), TimeProvider.System, NullLogger<SandboxSelector>.Instance);
        ISandbox sandbox = await selector.SelectAsync("bwrap", trustedSample: false, cancellation);
        string workspace = Directory.CreateDirectory(folder.File("workspace")).FullName;
        for (int i = 0; i < repetitions; i++)
        {
            await AddStartsAsync(figures, "plain process: start", () => OutsideAsync(workspace, ["/bin/true"], cancellation));
            await AddStartsAsync(figures, "sandbox: start", () => InsideAsync(sandbox, workspace, ["/bin/true"], cancellation));
            if (File.Exists(Python))
            {
                double outside = await SecondsAsync(() => OutsideAsync(workspace, ["bash", "-c", Build], cancellation));
                double inside = await SecondsAsync(() => InsideAsync(sandbox, workspace, ["bash", "-c", Build], cancellation));
                figures.Add("build outside", "s", outside);
                figures.Add("build inside", "s", inside);
                figures.Add("build inside, slower than outside", "%", 100 * ((inside / outside) - 1));
            }
        }

        return figures.Figures;
    }

    private static async Task AddStartsAsync(FigureSet figures, string name, Func<Task> start)
    {
        List<double> samples = [];
        for (int i = 0; i < Starts; i++)
        {
            samples.Add(1000 * await SecondsAsync(start));
        }

        figures.Add($"{name}, median", "ms", Quantiles.Of(samples, 0.5));
        figures.Add($"{name}, 95 %", "ms", Quantiles.Of(samples, 0.95));
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task InsideAsync(ISandbox sandbox, string workspace, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        SandboxResult result = await sandbox.RunAsync(new() { Arguments = arguments, WorkspaceFolder = workspace }, NoSink.Instance, cancellation);
        if (result is not { End: SandboxEnd.Exited, ExitCode: 0 })
        {
            throw new InvalidOperationException($"{arguments[0]} inside: {result.End}, {result.ExitCode}: {result.Output}");
        }
    }

    private static async Task OutsideAsync(string workspace, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using Process process = Process.Start(new ProcessStartInfo(arguments[0], arguments.Skip(1)) { WorkingDirectory = workspace })!;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{arguments[0]} outside: exit code {process.ExitCode}");
        }
    }

    private sealed class NoSink : IOutputSink
    {
        public static NoSink Instance { get; } = new();

        public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
        {
        }
    }
}
