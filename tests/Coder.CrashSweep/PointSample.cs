using Coder.CrashSweep.Driving;
using Coder.Embedded.Store;

namespace Coder.CrashSweep;

/// <summary>Chooses commit points to kill at.</summary>
internal static class PointSample
{
    /// <summary>
    /// All points, before and after, when so many are wanted; else as many of each kind of run as of the others, while it has any. In random order: a
    /// sweep that is ended early has seen something of all.
    /// </summary>
    internal static IReadOnlyList<(Point Point, CommitSide Side)> Choose(IReadOnlyList<Point> points, int count, Random random)
    {
        (Point, CommitSide)[] all = [.. points.SelectMany(point => new[] { (point, CommitSide.Before), (point, CommitSide.After) })];
        random.Shuffle(all);
        if (count >= all.Length)
        {
            return all;
        }

        return
        [
            .. all.GroupBy(chosen => chosen.Item1.Kind?.Name)
                .SelectMany(kind => kind.Select((chosen, rank) => (Chosen: chosen, Rank: rank)))
                .OrderBy(chosen => chosen.Rank)
                .Take(count)
                .Select(chosen => chosen.Chosen),
        ];
    }
}
