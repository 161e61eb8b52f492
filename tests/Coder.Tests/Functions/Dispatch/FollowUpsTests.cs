using Coder.Contracts;
using Coder.Functions.Dispatch;
using Coder.Runs.Records;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions.Dispatch;

public sealed class FollowUpsTests
{
    private static readonly RunOrigin Origin = new() { Number = 4, IsPullRequest = true, Credits = ["alice <a@x>"], Reactions = [new RunReaction("Comment", 9)] };

    [Theory]
    [InlineData(RunTask.Change, RunTask.Continue)]
    [InlineData(RunTask.Continue, RunTask.Continue)]
    [InlineData(RunTask.Rebase, RunTask.Rebase)]
    public void OfMoved_AResultWithoutAPlace_IsBroughtTogetherWithWhatIsThere(RunTask task, RunTask next)
    {
        RunRecord run = Run(Origin with { Task = task }) with { Status = RunStatus.Failed, ErrorCode = "branch_moved" };

        WorkOrder order = FollowUps.OfMoved(run)!;

        Assert.Equal((next, run.RunId, true), (order.Task, order.Earlier, order.IsAutomatic));
        Assert.Equal((Origin.Credits, Origin.Reactions), (order.Credits, order.Reactions));
    }

    [Fact]
    public void OfMoved_OtherEnds_AskForNothing()
    {
        Assert.Null(FollowUps.OfMoved(Run(Origin) with { Status = RunStatus.Failed, ErrorCode = "gate_failed" }));
        Assert.Null(FollowUps.OfMoved(Run(Origin with { IsPullRequest = false }) with { ErrorCode = "branch_moved" }));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("own", true)]
    [InlineData("never", false)]
    public void OfOpened_AsTheSettingsSay_IsReviewed(string? when, bool isReviewed)
    {
        RunRecord run = Run(Origin with { IsPullRequest = false }) with { Status = RunStatus.Succeeded, PullRequest = new PullRequestView(7, "", "", "") };

        (Conversation Where, WorkOrder Next)? followUp = FollowUps.OfOpened(run, when);

        Assert.Equal(isReviewed, followUp is { Where: var where, Next.Task: RunTask.Review } && where == new Conversation("acme/widgets", 7, true, true));
        Assert.Equal(isReviewed, followUp is not null);
    }

    [Fact]
    public void OfOpened_APullRequestThatWasThere_IsNotReviewedAgain() =>
        Assert.Null(FollowUps.OfOpened(Run(Origin) with { Status = RunStatus.Succeeded, PullRequest = new PullRequestView(4, "", "", "") }, null));

    private static RunRecord Run(RunOrigin origin) => TestRuns.New() with { Remote = new RunRemote("acme/widgets", "main"), Origin = origin };
}
