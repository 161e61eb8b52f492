using Coder.Graphs.Definition;

namespace Coder.Tests.Graphs;

/// <summary>The shipped coder graph, run through its outcomes.</summary>
public sealed class CoderAgentTests
{
    private const string Findings = """{"review_clean":false,"review_findings":["a.cs:3 misses zero"]}""";
    private const string Clean = """{"review_clean":true,"review_findings":[]}""";

    [Fact]
    public void FirstTry_AllGatesPass_Completes()
    {
        var run = new CoderAgentSimulator();

        var end = run.Run();

        Assert.Equal(RunOutcome.Complete, end.Outcome);
        Assert.StartsWith("CODER_COMPLETE\n", end.Output, StringComparison.Ordinal);
        Assert.All(["Changed it.", "Result: verified", "Build: passed", "Tests: passed", "Review: clean", "Fix attempts: 0 of 3"], part => Assert.Contains(part, end.Output));
        Assert.Equal(
            ["resolve_project", "analyze_request", "route_complexity", "implement", "verify_build", "verify_tests", "self_review", "route_review", "end_success"],
            run.Nodes);
    }

    [Fact]
    public void FixLoop_TestsFailOnce_RepairsAndCompletes()
    {
        var run = new CoderAgentSimulator().With("verify_tests", "failed", "passed");

        var end = run.Run();

        Assert.Equal(RunOutcome.Complete, end.Outcome);
        Assert.Contains("Fix attempts: 1 of 3", end.Output);
        Assert.Equal(2, run.ImplementPrompts.Count);
        Assert.Contains("this is the first attempt", run.ImplementPrompts[0]);
        Assert.Contains("test says failed", run.ImplementPrompts[1]);
    }

    [Theory]
    [InlineData("verify_tests", null, 4)]
    [InlineData("verify_build", null, 4)]
    [InlineData("verify_tests", 0, 1)]
    [InlineData("verify_tests", 20, 21)]
    public void FixLoop_NeverRight_FailsAfterOnePlusMaxAttempts(string gate, int? max, int implements)
    {
        var run = new CoderAgentSimulator { Request = new() { MaxFixAttempts = max } }.With(gate, "failed");

        var end = run.Run();

        Assert.Equal((RunOutcome.Failed, "fix_attempts_exhausted"), (end.Outcome, end.Code));
        Assert.Equal(implements, run.ImplementPrompts.Count);
        Assert.StartsWith("CODER_FAILED\n", end.Output, StringComparison.Ordinal);
        Assert.Contains("says failed", end.Output);
        Assert.DoesNotContain("end_success", run.Nodes);
    }

    [Fact]
    public void FixLoop_BuildBreaksAfterTestsFailed_DoesNotShowOldTestEvidence()
    {
        var run = new CoderAgentSimulator { Request = new() { MaxFixAttempts = 1 } }.With("verify_tests", "failed").With("verify_build", "passed", "failed");

        Assert.Contains("Tests: not_run (not run since the last change)", run.Run().Output);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("rather not")]
    public void Approval_AnswerIsNotYes_Rejects(string answer)
    {
        var run = new CoderAgentSimulator().With("analyze_request", CoderAgentSimulator.Plan(8)).With("gate_approval", answer);

        var end = run.Run();

        Assert.Equal(RunOutcome.Rejected, end.Outcome);
        Assert.StartsWith("CODER_REJECTED\n", end.Output, StringComparison.Ordinal);
        Assert.Contains(answer, end.Output);
        Assert.DoesNotContain("implement", run.Nodes);
    }

    [Theory]
    [InlineData(7, false, true)]
    [InlineData(6, false, false)]
    [InlineData(10, true, false)]
    public void Approval_Complexity_DecidesWhetherItIsAsked(int complexity, bool autoApprove, bool asked)
    {
        var run = new CoderAgentSimulator { Request = new() { AutoApprove = autoApprove } }
            .With("analyze_request", CoderAgentSimulator.Plan(complexity)).With("gate_approval", "yes");

        Assert.Equal(RunOutcome.Complete, run.Run().Outcome);
        Assert.Equal(asked, run.Nodes.Contains("gate_approval"));
    }

    [Fact]
    public void Review_FindingsThenClean_LoopsOnceThroughTheGates()
    {
        var run = new CoderAgentSimulator().With("self_review", Findings, Clean);

        var end = run.Run();

        Assert.Equal(RunOutcome.Complete, end.Outcome);
        Assert.Contains("Review: clean", end.Output);
        Assert.Contains("a.cs:3 misses zero", run.ImplementPrompts[1]);
        Assert.Equal(2, run.Nodes.Count(node => node == "verify_tests"));
    }

    [Fact]
    public void Review_FindingsStay_CompletesAndSaysSo()
    {
        var run = new CoderAgentSimulator().With("self_review", Findings);

        var end = run.Run();

        Assert.Equal((RunOutcome.Complete, 2), (end.Outcome, run.ImplementPrompts.Count));
        Assert.Contains("open findings after 1 revisions:\n- a.cs:3 misses zero", end.Output);
    }

    [Fact]
    public void Review_FailsAfterARevision_IsReportedAsNotReviewed()
    {
        var run = new CoderAgentSimulator().With("self_review", Findings, "fail");

        Assert.Contains("the change was not reviewed", run.Run().Output);
    }

    [Fact]
    public void Unverified_NoTests_FailsWithThatReason()
    {
        var end = new CoderAgentSimulator().With("verify_tests", "not_run").Run();

        Assert.Equal((RunOutcome.Failed, "unverified"), (end.Outcome, end.Code));
        Assert.Contains("Reason: unverified:", end.Output);
        Assert.Contains("TEST_CMD", end.Output);
        Assert.DoesNotContain("Tests: passed", end.Output);
    }

    [Fact]
    public void Unverified_Allowed_CompletesMarked()
    {
        var end = new CoderAgentSimulator { Request = new() { AllowUnverified = true } }.With("verify_tests", "not_run").Run();

        Assert.Equal(RunOutcome.Complete, end.Outcome);
        Assert.Contains("Result: unverified", end.Output);
        Assert.Contains("Tests: not_run", end.Output);
    }

    [Fact]
    public void NoBuildCommand_TestsPass_CompletesWithoutClaimingABuild()
    {
        var end = new CoderAgentSimulator().With("verify_build", "not_run").Run();

        Assert.Equal(RunOutcome.Complete, end.Outcome);
        Assert.Contains("Build: not_run", end.Output);
    }

    [Theory]
    [InlineData("analyze_request")]
    [InlineData("implement")]
    public void ModelFails_EndsFailedWithTheError(string node)
    {
        var end = new CoderAgentSimulator().With(node, "fail").Run();

        Assert.Equal((RunOutcome.Failed, "R14", "no answer"), (end.Outcome, end.Code, end.Message));
        Assert.Contains("Reason: R14: no answer", end.Output);
    }

    [Fact]
    public void Prompt_LooksLikeAReference_StaysText()
    {
        var end = new CoderAgentSimulator().With("implement", "{{failure.code}} {{initial_prompt}}").Run();

        Assert.Contains("{{failure.code}} {{initial_prompt}}", end.Output);
    }
}
