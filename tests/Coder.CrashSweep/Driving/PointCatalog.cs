using Coder.Embedded.Store;

namespace Coder.CrashSweep.Driving;

/// <summary>The commits of every kind of run, and its end, when nobody kills anything.</summary>
/// <param name="Points">In order of their numbers.</param>
/// <param name="Ends">How each kind of run ends.</param>
internal sealed record PointCatalog(IReadOnlyList<Point> Points, IReadOnlyDictionary<RunKind, string> Ends)
{
    /// <summary>Runs one of every kind, one after the other, on a new home.</summary>
    /// <exception cref="InvalidOperationException">A run did not end well: nothing can be swept.</exception>
    internal static async Task<PointCatalog> EnumerateAsync(TimeSpan patience)
    {
        using World world = await World.CreateAsync(patience);
        int seen = await world.StartHostAsync() ?? throw new InvalidOperationException("The host did not start.");
        List<Point> points = [.. CommitsOf(null, 0, seen)];
        Dictionary<RunKind, string> ends = [];

        // The agent first: the tables that it makes are commits of the first run on a home.
        foreach (RunKind kind in RunKind.All.OrderByDescending(kind => kind.IsAgent))
        {
            Plan plan = world.Add(kind, $"count-{kind.Name}");
            await world.DriveAsync();
            ends[kind] = plan.End is { } end && end.StartsWith(kind.IsAgent ? "Succeeded" : "Completed", StringComparison.Ordinal) ? end : throw new InvalidOperationException($"{kind.Name} did not end well: {plan.End}");
            int commits = await world.ArmAsync(0, CommitSide.Before);
            points.AddRange(CommitsOf(kind, points.Count, commits - seen));
            seen = commits;
        }

        return new PointCatalog(points, ends);
    }

    private static IEnumerable<Point> CommitsOf(RunKind? kind, int before, int count) => Enumerable.Range(1, count).Select(commit => new Point(before + commit, kind, commit));
}
