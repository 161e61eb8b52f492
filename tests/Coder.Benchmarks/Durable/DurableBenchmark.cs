using System.Diagnostics;
using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks.Durable;

/// <summary>Throughput and latency of orchestrations; every step is committed.</summary>
internal sealed class DurableBenchmark : IBenchmark
{
    private const int ActivitiesEach = 5;
    private const int FanOut = 1_000;
    private const int Alone = 200;

    /// <summary>An orchestration of n sequential activities has n + 1 episodes: stretches of its code between two waits.</summary>
    private const int EpisodesEach = ActivitiesEach + 1;

    public string Name => "durable";

    public string Title => "orchestrations of five no-op activities, a fan-out of a thousand, one alone";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder home = new();
        await using BenchmarkHost host = await BenchmarkHost.StartAsync(home);
        await ManyAsync(host, 200);
        for (int i = 0; i < repetitions; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double floor = SqliteFloor.RowsPerSecond();
            figures.Add("floor: SQLite rows, 500 a transaction", "1/s", floor);
            figures.Add("floor: SQLite transactions of one row", "1/s", SqliteFloor.CommitsPerSecond());
            foreach (int count in new[] { 200, 2_000 })
            {
                TimeSpan busy = Environment.CpuUsage.TotalTime;
                double rate = await ManyAsync(host, count);
                double cpu = (Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / count;
                figures.Add($"{count} orchestrations at once", "orchestrations/s", rate);
                figures.Add($"{count} orchestrations at once: activities", "activities/s", rate * ActivitiesEach);
                figures.Add($"{count} orchestrations at once: processor time of each", "µs", cpu);
                figures.Add($"{count} orchestrations at once: episodes to floor rows", "%", 100 * rate * EpisodesEach / floor);
            }

            figures.Add($"fan-out of {FanOut} activities", "activities/s", await FanOutAsync(host));
            await AloneAsync(host, figures);
        }

        return figures.Figures;
    }

    private static async Task<double> ManyAsync(BenchmarkHost host, int count)
    {
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => host.RunAsync(Names.Sequence, ActivitiesEach)));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> FanOutAsync(BenchmarkHost host)
    {
        long started = Stopwatch.GetTimestamp();
        await host.RunAsync(Names.FanOut, FanOut);
        return FanOut / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task AloneAsync(BenchmarkHost host, FigureSet figures)
    {
        double[] milliseconds = new double[Alone];
        for (int i = 0; i < Alone; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await host.RunAsync(Names.Sequence, ActivitiesEach);
            milliseconds[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        figures.Add("one alone, start to result, p50", "ms", Quantiles.Of(milliseconds, 0.5));
        figures.Add("one alone, start to result, p95", "ms", Quantiles.Of(milliseconds, 0.95));
    }
}
