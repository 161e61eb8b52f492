using System.Diagnostics;
using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks.Node;

/// <summary>A visit of a node that does nothing: decision, state, events and orchestration, all committed.</summary>
internal sealed class NodeBenchmark : IBenchmark
{
    private const int Visits = 1_000;

    /// <summary>Until the code is compiled for good.</summary>
    private const int WarmUpRuns = 3;

    /// <summary>A history that never starts anew, for its size a visit.</summary>
    private const int HistoryVisits = 100;
    private const int Stretch = 50;
    private const int ShortPromptChars = 100;
    private const int LongPromptChars = 200_000;

    public string Name => "node";

    public string Title => "no-op node visits of a graph";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder home = new();
        await using GraphHost host = await GraphHost.StartAsync(home);
        for (int i = 0; i < WarmUpRuns; i++)
        {
            await host.RunAsync(Visits, new string('x', ShortPromptChars));
        }

        for (int i = 0; i < repetitions; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            figures.Add("floor: SQLite transactions of one row", "1/s", SqliteFloor.CommitsPerSecond());
            await MeasureAsync(host, home, ShortPromptChars, figures);
            await MeasureAsync(host, home, LongPromptChars, figures);
        }

        return figures.Figures;
    }

    private static async Task MeasureAsync(GraphHost host, ScratchFolder home, int promptChars, FigureSet figures)
    {
        string prompt = $"prompt of {promptChars} characters";
        long before = StoreSize.Bytes(home.File("store.db"));
        long rowsBefore = StoreSize.Rows(home.File("store.db"));
        long[] decisions = await host.RunAsync(Visits, new string('x', promptChars));
        long after = StoreSize.Bytes(home.File("store.db"));
        double[] visits = [.. decisions.Zip(decisions.Skip(1), (from, to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds)];
        double first = Quantiles.Of(visits.Take(Stretch), 0.5);
        double last = Quantiles.Of(visits.TakeLast(Stretch), 0.5);
        figures.Add($"a visit, p50, {prompt}", "ms", Quantiles.Of(visits, 0.5));
        figures.Add($"a visit, p95, {prompt}", "ms", Quantiles.Of(visits, 0.95));
        figures.Add($"a visit among the first {Stretch}, p50, {prompt}", "ms", first);
        figures.Add($"a visit among the last {Stretch} of {Visits}, p50, {prompt}", "ms", last);
        figures.Add($"last to first, {prompt}", "%", 100 * last / first);
        figures.Add($"growth of the store a visit, {prompt}", "bytes", (after - before - promptChars) / (double)Visits);
        figures.Add($"rows a visit, {prompt}", "rows", (StoreSize.Rows(home.File("store.db")) - rowsBefore) / (double)Visits);
        await host.RunAsync(HistoryVisits, new string('x', promptChars), HistoryVisits + 2);
        figures.Add($"durable history a visit, {prompt}", "bytes", StoreSize.LatestHistoryBytes(home.File("store.db")) / (double)HistoryVisits);
    }
}
