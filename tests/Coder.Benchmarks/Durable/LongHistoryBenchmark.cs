using System.Diagnostics;
using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks.Durable;

/// <summary>Whether an activity costs the same after ten thousand others as at the start.</summary>
internal sealed class LongHistoryBenchmark : IBenchmark
{
    private const int Activities = 10_000;
    private const int Stretch = 1_000;

    public string Name => "durable";

    public string Title => "an orchestrator of ten thousand sequential activities";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new("durable: 10 000 sequential activities");
        using ScratchFolder home = new();
        await using BenchmarkHost host = await BenchmarkHost.StartAsync(home);
        await host.RunAsync(Names.Sequence, Stretch);
        for (int i = 0; i < repetitions; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            long[] at = await host.TimestampsAsync(Activities);
            double[] gaps = [.. at.Zip(at.Skip(1), (from, to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds)];
            double[] first = gaps[..Stretch];
            double[] last = gaps[^Stretch..];
            Add(figures, "mean", first.Average(), last.Average());
            Add(figures, "p50", Quantiles.Of(first, 0.5), Quantiles.Of(last, 0.5));
        }

        return figures.Figures;
    }

    private static void Add(FigureSet figures, string measure, double first, double last)
    {
        figures.Add($"an activity among the first {Stretch}, {measure}", "ms", first);
        figures.Add($"an activity among the last {Stretch}, {measure}", "ms", last);
        figures.Add($"last to first, {measure}", "%", 100 * last / first);
    }
}
