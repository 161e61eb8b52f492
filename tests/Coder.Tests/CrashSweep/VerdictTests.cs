using Coder.CrashSweep.Judging;

namespace Coder.Tests.CrashSweep;

/// <summary>The crash sweep's judgement of what it observed: that it can say no.</summary>
public sealed class VerdictTests
{
    private static readonly RunEnd Good = new("run", "Completed", IsKnown: true, "Completed", 1);

    [Fact]
    public void Verdict_OfWhatWasInFlightAtAKill_RepeatedOnce_IsNothing() => Assert.Empty(Verdict.Of(
        [Life([Turn("t1"), Turn("t2"), Effect("e1")], [], ["t1"]), Life([Turn("t2"), Effect("e1")], ["e1"], ["t1", "t2"])], [Good]));

    [Fact]
    public void Verdict_OfACommittedTurnRequestedAgain_IsRepeatedTurn() =>
        Found(FindingKind.RepeatedTurn, [Life([Turn("t1")], [], ["t1"]), Life([Turn("t1")], [], ["t1"])]);

    [Fact]
    public void Verdict_OfACommittedTurnRequestedSeveralKillsLater_IsRepeatedTurn() =>
        Found(FindingKind.RepeatedTurn, [Life([Turn("t1")], [], ["t1"]), Life([], [], ["t1"]), Life([Turn("t1")], [], ["t1"])]);

    [Fact]
    public void Verdict_OfACommittedResultRunAgain_IsRepeatedResult() =>
        Found(FindingKind.RepeatedResult, [Life([Effect("e1")], ["e1"], []), Life([Effect("e1")], ["e1"], [])]);

    [Fact]
    public void Verdict_OfATurnInFlightTwiceInOneHost_IsRepeatedInOneLife() =>
        Found(FindingKind.RepeatedInOneLife, [Life([Turn("t1")], [], []), Life([Turn("t1"), Turn("t1")], [], ["t1"])]);

    [Fact]
    public void Verdict_OfACommittedResultThatIsGone_IsLostResult() =>
        Found(FindingKind.LostResult, [Life([Effect("e1")], ["e1"], []), Life([], [], [])]);

    [Fact]
    public void Verdict_OfACommittedTurnThatIsGone_IsLostResult() =>
        Found(FindingKind.LostResult, [Life([Turn("t1")], [], ["t1"]), Life([], [], [])]);

    [Fact]
    public void Verdict_OfAnAcknowledgedRunThatIsNotThere_IsLostRun() => Found(FindingKind.LostRun, [], Good with { IsKnown = false, End = null });

    [Fact]
    public void Verdict_OfARunWithoutAnEnd_IsStuckRun() => Found(FindingKind.StuckRun, [], Good with { End = null });

    [Fact]
    public void Verdict_OfAnotherEnd_IsWrongEnd() => Found(FindingKind.WrongEnd, [], Good with { End = "Failed" });

    private static void Found(FindingKind kind, IReadOnlyList<Life> lives, params RunEnd[] runs) => Assert.Equal(kind, Assert.Single(Verdict.Of(lives, runs)).Kind);

    private static Life Life(IReadOnlyList<Entry> entries, string[] results, string[] turns) => new(entries, results.ToHashSet(), turns.ToHashSet());

    private static Entry Turn(string key) => new(EntryKind.Turn, key);

    private static Entry Effect(string key) => new(EntryKind.Effect, key);
}
