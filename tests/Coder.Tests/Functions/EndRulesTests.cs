using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Ending;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions;

public sealed class EndRulesTests
{
    private const string Tree = "1111";
    private static readonly GateView Passed = Gate("passed");
    private static readonly GateView Failed = Gate("failed");
    private static readonly GateView NotRun = Gate("not_run");

    [Fact]
    public void Decide_CompleteAndVerified_Succeeds()
    {
        EndDocument end = Decide(Run(Passed), new Finish(RunOutcome.Complete, "CODER_COMPLETE\n\nAll done."));

        Assert.Equal(new EndDocument(RunOperation.Succeed, "complete", null, null, null, "CODER_COMPLETE\nAll done."), end);
    }

    [Fact]
    public void Decide_TextWithoutSentinel_GetsIt() =>
        Assert.Equal("CODER_COMPLETE\nAll done.", Decide(Run(Passed), new Finish(RunOutcome.Complete, "All done.")).Output);

    [Fact]
    public void Decide_CompleteWithAnotherSentinel_SaysWhatIsTrue() =>
        Assert.Equal("CODER_COMPLETE\nno, really", Decide(Run(Passed), new Finish(RunOutcome.Complete, "CODER_FAILED: no, really")).Output);

    [Fact]
    public void Decide_CompleteButAGateFailed_FailsAndKeepsTheClaimBelow()
    {
        EndDocument end = Decide(Run(Failed), new Finish(RunOutcome.Complete, "CODER_COMPLETE\nAll done."));

        Assert.Equal((RunOperation.Fail, "failed", "agent", "gate_failed"), (end.Operation, end.Outcome, end.Reason, end.ErrorCode));
        Assert.StartsWith("CODER_FAILED\ngate_failed: ", end.Output, StringComparison.Ordinal);
        Assert.EndsWith("The agent reported:\nAll done.", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CODER_COMPLETE", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_CompleteButUnverified_Fails()
    {
        EndDocument end = Decide(Run(NotRun), new Finish(RunOutcome.Complete, "CODER_COMPLETE"));

        Assert.Equal((RunOperation.Fail, "unverified", "unverified"), (end.Operation, end.Reason, end.ErrorCode));
    }

    [Fact]
    public void Decide_CompleteOfAnAgentThatOnlyReads_HasNothingToProve() => Assert.Equal(
        new EndDocument(RunOperation.Succeed, "complete", null, null, null, "CODER_COMPLETE\nIt adds a word."),
        Decide(Run() with { IsReading = true }, new Finish(RunOutcome.Complete, "CODER_COMPLETE\n\nIt adds a word.")));

    [Fact]
    public void Decide_CompleteWithConflictMarkersLeft_Fails() => Assert.Equal(
        "conflicts_left",
        EndRules.Decide(Run(Passed), Input(), new Finish(RunOutcome.Complete, "CODER_COMPLETE"), "1111", [], new RunFault("conflicts_left", "a.txt")).ErrorCode);

    [Fact]
    public void Decide_CompleteOnAnotherTree_Fails() =>
        Assert.Equal("unverified", EndRules.Decide(Run(Passed), Input(), new Finish(RunOutcome.Complete, "CODER_COMPLETE"), "2222", []).Reason);

    [Fact]
    public void Decide_UnverifiedAndAllowed_SucceedsAndSaysSo()
    {
        EndDocument end = Decide(Allowing(NotRun), new Finish(RunOutcome.Complete, "CODER_COMPLETE\nDone."));

        Assert.Equal((RunOperation.Succeed, "complete", null, null, null), (end.Operation, end.Outcome, end.Reason, end.ErrorCode, end.Error));
        Assert.NotNull(end.Unverified);
    }

    [Fact]
    public void Decide_CompleteButTheFilesCannotBeTaken_FailsWithTheAgentsReason()
    {
        RunFault nested = new("nested_repository", "Remove 'a/.git'.");

        EndDocument end = EndRules.Decide(Run(Passed), Input(), new Finish(RunOutcome.Complete, "CODER_COMPLETE\nDone."), "", [], nested);

        Assert.Equal((RunOperation.Fail, "agent", "nested_repository", "Remove 'a/.git'."), (end.Operation, end.Reason, end.ErrorCode, end.Error));
        Assert.StartsWith("CODER_FAILED\nnested_repository: ", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_FailedGateAndUnverifiedAllowed_StillFails() =>
        Assert.Equal("gate_failed", Decide(Allowing(Failed), new Finish(RunOutcome.Complete, "CODER_COMPLETE")).ErrorCode);

    [Fact]
    public void Decide_Rejected_IsRejectedWhateverTheGatesSay()
    {
        EndDocument end = Decide(Run(Failed), new Finish(RunOutcome.Rejected, "Not wanted."));

        Assert.Equal(new EndDocument(RunOperation.Reject, "rejected", null, null, null, "CODER_REJECTED\nNot wanted."), end);
    }

    [Theory]
    [InlineData("fix_attempts_exhausted", "agent")]
    [InlineData("R13", "agent")]
    [InlineData("unverified", "unverified")]
    public void Decide_GraphFailed_HasItsCode(string code, string reason)
    {
        EndDocument end = Decide(Run(Failed), new Finish(RunOutcome.Failed, "CODER_FAILED\nNo.", code, "because"));

        Assert.Equal(new EndDocument(RunOperation.Fail, "failed", reason, code, "because", "CODER_FAILED\nNo."), end);
    }

    [Fact]
    public void Decide_GraphFailedForItsModel_IsThePlatforms()
    {
        RunRecord run = Run() with { ModelFault = new RunFault("model_unauthorized", "Check the key.") };

        EndDocument end = Decide(run, new Finish(RunOutcome.Failed, "CODER_FAILED\nNo.", "R14", "because"));

        Assert.Equal(("platform", "model_unauthorized", "Check the key."), (end.Reason, end.ErrorCode, end.Error));
        Assert.Equal("CODER_FAILED\nmodel_unauthorized: Check the key.\n\nNo.", end.Output);
    }

    [Fact]
    public void Decide_Canceled_IsCanceledEvenWhenTheGraphHadEnded()
    {
        EndDocument end = EndRules.Decide(Run(Passed), Input(StopCause.Canceled), new Finish(RunOutcome.Complete, "CODER_COMPLETE"), Tree, []);

        Assert.Equal((RunOperation.Cancel, null, "canceled"), (end.Operation, end.Outcome, end.ErrorCode));
        Assert.StartsWith("CODER_FAILED\n", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StopCause.TimedOut, null)]
    [InlineData(StopCause.None, "R2")]
    public void Decide_TimedOut_NamesTheLimit(StopCause cause, string? code)
    {
        Finish? finish = code is null ? null : new Finish(RunOutcome.Failed, "CODER_FAILED", code, "too long");

        EndDocument end = EndRules.Decide(Run() with { TimeoutSeconds = 77 }, Input(cause), finish, Tree, []);

        Assert.Equal((RunOperation.TimeOut, "timed_out"), (end.Operation, end.ErrorCode));
        Assert.Contains("77 s", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_FaultWithoutACode_IsAPlatformFailure()
    {
        EndDocument end = EndRules.Decide(Run(), Input() with { Error = "System.IO.IOException: disk full" }, null, "", []);

        Assert.Equal((RunOperation.Fail, "platform", "platform_failure", "System.IO.IOException: disk full"), (end.Operation, end.Reason, end.ErrorCode, end.Error));
    }

    [Fact]
    public void Decide_FaultThatWasNamed_HasItsCode()
    {
        RunRecord run = Run() with { PlatformFault = new RunFault("sandbox_unavailable", "Install bubblewrap.") };

        EndDocument end = EndRules.Decide(run, Input() with { Error = "X: y" }, null, "", []);

        Assert.Equal(("platform", "sandbox_unavailable", "Install bubblewrap."), (end.Reason, end.ErrorCode, end.Error));
    }

    private static EndDocument Decide(RunRecord run, Finish finish) => EndRules.Decide(run, Input(), finish, Tree, []);

    private static FinishInput Input(StopCause cause = StopCause.None) => new(1, TestRuns.Account, "run", "run", 3, cause, null);

    private static RunRecord Run(params GateView[] gates) => TestRuns.New(status: RunStatus.Running) with { Gates = gates };

    private static RunRecord Allowing(params GateView[] gates)
    {
        RunRecord run = Run(gates);
        return run with { Request = run.Request with { AllowUnverified = true } };
    }

    private static GateView Gate(string state) => new() { Gate = "test", State = state, Reason = "because of that", TreeHash = Tree };
}
