using System.Collections.Concurrent;
using System.Diagnostics;
using Coder.CrashSweep.Driving;

namespace Coder.CrashSweep;

/// <summary>Enumerates the commit points, then kills at points and at random moments, in lanes.</summary>
internal sealed class Sweep(SweepOptions options, TextWriter output)
{
    /// <returns>0: every promise was kept; 1: not.</returns>
    internal async Task<int> RunAsync()
    {
        long start = Stopwatch.GetTimestamp();
        PointCatalog catalog = await PointCatalog.EnumerateAsync(options.Patience);
        output.WriteLine($"{catalog.Points.Count} commit points: {string.Join(", ", catalog.Points.GroupBy(point => point.Kind?.Name ?? "Start").Select(kind => $"{kind.Key} {kind.Count()}"))} ({Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s)");
        if (options.Point < 1 || options.Point > catalog.Points.Count)
        {
            output.WriteLine($"There is no point {options.Point}: give one from 1 to {catalog.Points.Count}.");
            return 2;
        }

        Tally tally = new(catalog, output);
        ConcurrentQueue<Func<Task>> work = new(Work(catalog, tally));
        await Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(_ => Task.Run(() => SweepAsync(work, tally, () => Stopwatch.GetElapsedTime(start) > options.TimeMax))));
        tally.Summarize(Stopwatch.GetElapsedTime(start));
        return tally.Findings.Count == 0 ? 0 : 1;
    }

    private static async Task SweepAsync(ConcurrentQueue<Func<Task>> work, Tally tally, Func<bool> isLate)
    {
        while (!isLate() && work.TryDequeue(out Func<Task>? next))
        {
            try
            {
                await next();
            }
            catch (Exception e)
            {
                // The other worlds are swept all the same: a full form takes long.
                tally.Fail(e);
            }
        }
    }

    /// <summary>What is to be swept, home by home.</summary>
    private Func<Task>[] Work(PointCatalog catalog, Tally tally)
    {
        PointSweep points = new(catalog, tally, options);
        if (options.Point is { } number)
        {
            return [() => points.RunAsync([(catalog.Points[number - 1], options.Side)])];
        }

        Random random = new(options.Seed);
        RandomSweep kills = new(tally, options);
        Func<Task>[] work =
        [
            .. PointSweep.Worlds(PointSample.Choose(catalog.Points, options.Points, random)).Select(world => (Func<Task>)(() => points.RunAsync(world))),
            .. RandomSweep.Rounds(options.Kills, options.Seed).Select(round => (Func<Task>)(() => kills.RunAsync(round.Seed, round.Kills))),
        ];
        random.Shuffle(work);
        return work;
    }
}
