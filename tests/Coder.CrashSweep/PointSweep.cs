using Coder.CrashSweep.Driving;
using Coder.Embedded.Store;

namespace Coder.CrashSweep;

/// <summary>Kills at commit points: a run is started, its host dies at one of its commits, the next host has to carry it on to its end.</summary>
internal sealed class PointSweep(PointCatalog catalog, Tally tally, SweepOptions options)
{
    /// <summary>Points that one home sees, one after the other: the host that has carried one run on is the one to die at the next point.</summary>
    private const int PointsPerWorld = 10;

    /// <summary>A commit that did not come may come in the first run of a process, which makes tables.</summary>
    private const int TriesMax = 3;

    internal static IEnumerable<IReadOnlyList<(Point Point, CommitSide Side)>> Worlds(IReadOnlyList<(Point Point, CommitSide Side)> points) =>
    [
        .. points.Where(chosen => chosen.Point.Kind is null).Select(chosen => new[] { chosen }),
        .. points.Where(chosen => chosen.Point.Kind is not null).Chunk(PointsPerWorld),
    ];

    internal async Task RunAsync(IReadOnlyList<(Point Point, CommitSide Side)> points)
    {
        using World world = await World.CreateAsync(options.Patience);
        foreach ((Point point, CommitSide side) in points)
        {
            bool isKilled = await KillAsync(world, point, side);
            if (!isKilled)
            {
                tally.MissPoint(point);
                continue;
            }

            if (options.LosesTurn)
            {
                world.LoseTurn();
            }

            await world.StartHostAsync();
            await world.DriveAsync();
            tally.KillAtPoint($"{point.Number} of {catalog.Points.Count}  {point.Name} {side}: killed, over {world.Plans[^1].SecondsAfterRestart:0.0} s after the restart");
        }

        if (world.HasHost)
        {
            await world.KillHostAsync();
        }

        tally.Add(world, points.Count == 1 ? Again(points[0]) : $"the point it names, like {Again(points[0])}");
    }

    private static string Again((Point Point, CommitSide Side) chosen) => $"--point {chosen.Point.Number} --side {chosen.Side}";

    /// <summary>Starts a run and has its host die at the point; false: it did not.</summary>
    private static async Task<bool> KillAsync(World world, Point point, CommitSide side)
    {
        if (point.Kind is null)
        {
            if (await world.StartHostAsync(point.Commit, side) is not null)
            {
                return false;
            }

            world.Add(RunKind.All[0], $"p{point.Number}{side}");
            return true;
        }

        for (int tried = 0; tried < TriesMax; tried++)
        {
            if (tried > 0 && world.HasHost)
            {
                await world.KillHostAsync();
            }

            if (!world.HasHost)
            {
                await world.StartHostAsync();
            }

            await world.ArmAsync(point.Commit, side);
            // Not with a dot: the children of a nested run are called like it, and a number after a dot.
            world.Add(point.Kind, $"p{point.Number}{side}{(tried == 0 ? "" : $"-{tried}")}");
            if (!await world.DriveAsync())
            {
                return true;
            }

            await world.ArmAsync(0, side);
        }

        return false;
    }
}
