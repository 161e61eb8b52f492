using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks.Demo;

/// <summary>The product as a user starts it, in processes of its own: <c>coder demo</c>, its real builds and tests included.</summary>
internal sealed partial class DemoBenchmark : IBenchmark
{
    public string Name => "demo";

    public string Title => "coder demo, the whole process";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder home = new();
        foreach (string sample in (string[])["csharp", "node"])
        {
            // The first one sets up what later ones find: the storage emulator, the sample's packages.
            await CoderAsync(home, ["demo", sample], cancellation);
            for (int i = 0; i < repetitions; i++)
            {
                long began = Stopwatch.GetTimestamp();
                string output = await CoderAsync(home, ["demo", sample], cancellation);
                figures.Add($"{sample}: command to prompt", "s", Stopwatch.GetElapsedTime(began).TotalSeconds);
                string id = RunLine().Match(output).Groups["id"].Value;
                using JsonDocument run = JsonDocument.Parse(await CoderAsync(home, ["runs", "show", id, "--json"], cancellation));
                TimeSpan took = run.RootElement.GetProperty("completed_at").GetDateTimeOffset() - run.RootElement.GetProperty("created_at").GetDateTimeOffset();
                figures.Add($"{sample}: the run", "s", took.TotalSeconds);
                figures.Add($"{sample}: platform share of the run", "s", run.RootElement.GetProperty("usage").GetProperty("platform_seconds").GetDouble());
            }
        }

        return figures.Figures;
    }

    private static async Task<string> CoderAsync(ScratchFolder home, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("dotnet", [CommandLine(), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["CODER_HOME"] = home.File("home");
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        Task<string> progress = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"coder {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{await progress}");
    }

    /// <summary>The built command in this clone, of the benchmark's own configuration.</summary>
    private static string CommandLine()
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory);
        string clone = Path.GetFullPath("../../../../..", AppContext.BaseDirectory);
        return Path.Combine(clone, "functions", "Coder.Cli", "bin", framework.Parent!.Name, framework.Name, "coder.dll");
    }

    [GeneratedRegex(@"^run +(?<id>[0-9a-f]+) ", RegexOptions.Multiline)]
    private static partial Regex RunLine();
}
