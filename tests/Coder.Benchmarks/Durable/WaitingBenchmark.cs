using System.Diagnostics;
using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks.Durable;

/// <summary>What instances that wait for an answer cost, and how fast an answer is acted on.</summary>
internal sealed class WaitingBenchmark : IBenchmark
{
    private const int Instances = 10_000;
    private const int Answers = 500;
    private const int Others = 500;

    public string Name => "durable";

    public string Title => "ten thousand instances that wait for an answer";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new("durable: 10 000 waiting instances");
        using ScratchFolder home = new();
        List<string> waiting = [];
        await using (BenchmarkHost host = await BenchmarkHost.StartAsync(home))
        {
            await OthersAsync(host);
            for (int i = 0; i < repetitions; i++)
            {
                figures.Add($"{Others} other orchestrations at once, nobody waiting", "orchestrations/s", await OthersAsync(host));
            }

            double before = MemoryMiB();
            waiting.AddRange(await Task.WhenAll(Enumerable.Range(0, Instances).Select(_ => BeginAsync(host))));
            figures.Add("managed memory that they take after their begin", "MiB", MemoryMiB() - before);
        }

        for (int i = 0; i < repetitions; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            long started = Stopwatch.GetTimestamp();
            await using BenchmarkHost host = await BenchmarkHost.StartAsync(home);
            await host.RunAsync(Names.Sequence, 1);
            figures.Add("restart until a new orchestration has run", "ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            figures.Add("managed memory of the process after the restart", "MiB", MemoryMiB());
            await AnswerAsync(host, waiting, figures);
            waiting.AddRange(await Task.WhenAll(Enumerable.Range(0, Answers).Select(_ => BeginAsync(host))));
            figures.Add($"{Others} other orchestrations at once", "orchestrations/s", await OthersAsync(host));
        }

        return figures.Figures;
    }

    private static async Task<string> BeginAsync(BenchmarkHost host)
    {
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(Names.Wait);
        await host.Client.WaitForInstanceStartAsync(id);
        return id;
    }

    /// <summary>Answers some of those that wait, spread over all of them, one after the other.</summary>
    private static async Task AnswerAsync(BenchmarkHost host, List<string> waiting, FigureSet figures)
    {
        double[] milliseconds = new double[Answers];
        for (int i = 0; i < Answers; i++)
        {
            int place = (int)((long)i * waiting.Count / Answers);
            string id = waiting[place];
            waiting.RemoveAt(place);
            long started = Stopwatch.GetTimestamp();
            await host.Client.RaiseEventAsync(id, Names.Answer, "yes");
            await host.EndAsync(id);
            milliseconds[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        figures.Add("answer to its effect, p50", "ms", Quantiles.Of(milliseconds, 0.5));
        figures.Add("answer to its effect, p99", "ms", Quantiles.Of(milliseconds, 0.99));
    }

    private static async Task<double> OthersAsync(BenchmarkHost host)
    {
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Others).Select(_ => host.RunAsync(Names.Sequence, 5)));
        return Others / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double MemoryMiB() => GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024.0);
}
