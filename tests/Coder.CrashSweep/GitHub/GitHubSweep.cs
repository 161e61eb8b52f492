using System.Collections.Concurrent;
using System.Diagnostics;

namespace Coder.CrashSweep.GitHub;

/// <summary>
/// Kills a host that is a GitHub App at every effect that it has there (before it, and when it is done and not answered), and at every commit between a webhook
/// and the run that it leads to. Afterwards each labeled issue has one run, branch, pull request, check and comment.
/// </summary>
internal sealed class GitHubSweep(GitHubSweepOptions options, TextWriter output)
{
    private readonly ConcurrentQueue<string> _findings = new();
    private int _kills;
    private int _missed;

    /// <returns>0: every promise was kept; 1: not.</returns>
    internal async Task<int> RunAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await using GitHubWorld first = await GitHubWorld.CreateAsync(options.Patience);
        int commits = await first.RunAsync("nobody killed");
        IReadOnlyList<string> effects = first.LastEffects;
        output.WriteLine($"{effects.Count} effects: {string.Join(", ", effects)}");
        output.WriteLine($"{commits} commits from the webhook until its run has begun ({Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s)");

        ConcurrentQueue<GitHubPoint> points = new(Points(effects, commits));
        Task[] others = [.. Enumerable.Range(1, options.Lanes - 1).Select(_ => Task.Run(async () =>
        {
            await using GitHubWorld world = await GitHubWorld.CreateAsync(options.Patience);
            await SweepAsync(world, points);
        }))];
        await SweepAsync(first, points);
        await Task.WhenAll(others);
        output.WriteLine();
        output.WriteLine($"kills   {_kills} ({_missed} not reached), {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        output.WriteLine(_findings.IsEmpty ? "OK" : $"{_findings.Count} FINDINGS");
        return _findings.IsEmpty ? 0 : 1;
    }

    private GitHubPoint[] Points(IReadOnlyList<string> effects, int commits)
    {
        Random random = new(options.Seed);
        GitHubPoint[] atEffects = [.. effects.SelectMany((operation, i) => (GitHubPoint[])[new(i + 1, IsInside: false, operation), new(i + 1, IsInside: true, operation)])];
        GitHubPoint[] atCommits = [.. Enumerable.Range(1, commits).SelectMany(n => (GitHubPoint[])[new(n, IsInside: false, null), new(n, IsInside: true, null)])];
        if (options.At is { } text)
        {
            return [.. atEffects.Concat(atCommits).Where(point => $"{point} ".StartsWith($"{text} ", StringComparison.Ordinal))];
        }

        random.Shuffle(atEffects);
        random.Shuffle(atCommits);
        return [.. Spread(atEffects).Take(options.Effects), .. atCommits.Take(options.Commits)];
    }

    /// <summary>A sample has as many different operations as it can.</summary>
    private static IEnumerable<GitHubPoint> Spread(GitHubPoint[] points) =>
        points.GroupBy(point => point.Operation).SelectMany(group => group.Select((point, round) => (point, round))).OrderBy(one => one.round).Select(one => one.point);

    private async Task SweepAsync(GitHubWorld world, ConcurrentQueue<GitHubPoint> points)
    {
        try
        {
            while (points.TryDequeue(out GitHubPoint? point))
            {
                long began = Stopwatch.GetTimestamp();
                bool isKilled = await world.KillAsync(point);
                Interlocked.Increment(ref isKilled ? ref _kills : ref _missed);
                output.WriteLine($"{point}: {(isKilled ? "killed" : "not reached")}, over after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            }

            foreach (string finding in (await world.EndAsync()).SelectMany(traces => traces.Findings()))
            {
                Find(finding);
            }
        }
        catch (Exception e)
        {
            Find($"{e.Message} {string.Join("; ", world.Describe())}");
        }
    }

    private void Find(string finding)
    {
        _findings.Enqueue(finding);
        output.WriteLine($"FOUND {finding}");
    }
}
