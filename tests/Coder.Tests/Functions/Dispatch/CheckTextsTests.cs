using Coder.Contracts;
using Coder.Forge.Checks;
using Coder.Functions.Dispatch;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions.Dispatch;

public sealed class CheckTextsTests
{
    private static readonly GateView Test = new() { Gate = "test", State = "passed", Reason = "10 tests passed" };

    [Theory]
    [InlineData(RunStatus.Succeeded, "result", "result", CheckState.Passed)]
    [InlineData(RunStatus.Succeeded, "result", "base", CheckState.NotRun)]
    [InlineData(RunStatus.Succeeded, null, "base", CheckState.Passed)]
    [InlineData(RunStatus.Failed, null, "base", CheckState.Failed)]
    [InlineData(RunStatus.Canceled, null, "base", CheckState.NotRun)]
    public void Of_ARunsEnd_JudgesTheCommitThatItLeaves(RunStatus status, string? result, string commit, CheckState expected) =>
        Assert.Equal(expected, CheckTexts.Of(Run(Test) with { Status = status, Commit = result }, commit, Redactor.OfFormats).State);

    [Fact]
    public void Of_TestsThatFailed_HasThemAtTheirLines()
    {
        GateView failed = Test with { State = "failed", FailurePlaces = [new FailurePlaceView("Sum_OfNothing", "tests/SumTests.cs", 12, "Expected 0, got 1")] };

        CheckFinding finding = Assert.Single(CheckTexts.Of(Run(failed) with { Status = RunStatus.Failed }, "base", Redactor.OfFormats).Findings);

        Assert.Equal(new CheckFinding("tests/SumTests.cs", 12, 12, "Sum_OfNothing\nExpected 0, got 1"), finding);
    }

    private static RunRecord Run(GateView gate) => TestRuns.New() with { Gates = [gate], Agent = "coder" };
}
