using Coder.CrashSweep;
using Coder.CrashSweep.Driving;
using Coder.Embedded.Store;

namespace Coder.Tests.CrashSweep;

public sealed class PointSampleTests
{
    private static readonly IReadOnlyList<Point> Points =
    [
        .. Enumerable.Range(1, 30).Select(n => new Point(n, RunKind.Agent, n)),
        .. Enumerable.Range(31, 5).Select(n => new Point(n, new RunKind("Chain"), n - 30)),
    ];

    [Fact]
    public void Choose_AsManyAsThereAre_IsEveryPointBeforeAndAfter()
    {
        IReadOnlyList<(Point Point, CommitSide Side)> all = PointSample.Choose(Points, int.MaxValue, new Random(1));

        Assert.Equal(2 * Points.Count, all.Distinct().Count());
        Assert.Equal(2 * Points.Count, all.Count);
    }

    [Fact]
    public void Choose_Fewer_TakesAsManyOfEveryKind()
    {
        IReadOnlyList<(Point Point, CommitSide Side)> some = PointSample.Choose(Points, 12, new Random(1));

        Assert.Equal(12, some.Distinct().Count());
        Assert.Equal(6, some.Count(chosen => chosen.Point.Kind!.IsAgent));
    }

    [Fact]
    public void Choose_OneSeed_IsOneSample() =>
        Assert.Equal(PointSample.Choose(Points, 12, new Random(7)), PointSample.Choose(Points, 12, new Random(7)));
}
