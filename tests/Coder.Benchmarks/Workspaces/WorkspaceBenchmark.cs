using System.Diagnostics;
using System.Globalization;
using System.Text;
using Coder.Benchmarks.Reporting;
using Coder.Workspaces;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Benchmarks.Workspaces;

/// <summary>What a step of a run does with its workspace, in repositories of two sizes.</summary>
internal sealed class WorkspaceBenchmark : IBenchmark
{
    private static readonly int[] Sizes = [10_000, 100_000];

    /// <summary>git reads files again that are as new as its index, by the second: a run's first turn comes later than that, so what follows is measured later.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1.1);

    public string Name => "workspace";

    public string Title => "workspaces: opened, changed, checkpointed, put back, published";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder scratch = new();
        await using ServiceProvider services = new ServiceCollection().AddLogging().AddWorkspaces(options => options.Home = scratch.File("home")).BuildServiceProvider();
        foreach (int size in Sizes)
        {
            SourceRepository repository = await SourceRepository.CreateAsync(scratch.File(size.ToString(CultureInfo.InvariantCulture)), size, cancellation);
            for (int i = 0; i <= repetitions; i++)
            {
                // The first time, files and programs come from the disk: it is not counted.
                await MeasureAsync(services.GetRequiredService<IWorkspaces>(), repository, $"run-{size}-{i}", i == 0 ? new FigureSet(Name) : figures, size, cancellation);
            }
        }

        return figures.Figures;
    }

    private static async Task MeasureAsync(
        IWorkspaces workspaces, SourceRepository repository, string runId, FigureSet figures, int size, CancellationToken cancellation)
    {
        await TimeAsync("floor: one call of git", () => repository.GitAsync("version"));
        WorkspaceSpec spec = new(runId, repository.Folder, repository.Commit, Sandbox: "none", CreatedAt: DateTimeOffset.UnixEpoch);
        await using IWorkspaceSession session = await TimeAsync("workspace ready", () => workspaces.OpenAsync(spec, cancellation));
        string before = await TimeAsync("tree hash, in the second of the opening", () => session.TreeHashAsync(cancellation));
        using (PeriodicTimer later = new(Second))
        {
            await later.WaitForNextTickAsync(cancellation);
        }

        await TimeAsync("tree hash, nothing changed", () => session.TreeHashAsync(cancellation));
        await session.WriteAsync(SourceRepository.PathOf(size / 2), Encoding.UTF8.GetBytes($"// changed by {runId}\n"), cancellation);
        await TimeAsync("checkpoint, one file changed", () => session.CheckpointAsync("one file", cancellation));
        await TimeAsync("diff", () => session.DiffAsync(cancellation));
        await TimeAsync("search of all file names", () => session.GlobAsync("**/file1*.cs", 100, cancellation));
        await TimeAsync("put back", () => Done(session.ResetAsync(before, cancellation)));
        await session.WriteAsync("new.txt", Encoding.UTF8.GetBytes(runId), cancellation);
        await TimeAsync("publish a branch", () => session.PublishBranchAsync("result-" + runId, "Result", null, cancellation));
        await TimeAsync("removed", () => Done(workspaces.RemoveAsync(runId, cancellation)));

        async Task<T> TimeAsync<T>(string name, Func<Task<T>> work)
        {
            long begun = Stopwatch.GetTimestamp();
            T result = await work();
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"{size:N0} files: {name}"), "ms", Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            return result;
        }
    }

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }
}
