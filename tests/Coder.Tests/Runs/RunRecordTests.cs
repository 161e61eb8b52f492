using Coder.Contracts;
using Coder.Runs.Records;

namespace Coder.Tests.Runs;

public sealed class RunRecordTests
{
    private static readonly DateTimeOffset Created = TestRuns.Created;

    [Fact]
    public void After_Start_RemembersWhen()
    {
        RunRecord run = TestRuns.New().After(RunOperation.Start, At(3));

        Assert.Equal((RunStatus.Running, At(3), null, null), (run.Status, run.StartedAt, run.WaitingSince, run.CompletedAt));
    }

    [Fact]
    public void After_StartAgain_KeepsTheFirstStart() =>
        Assert.Equal(At(3), TestRuns.New().After(RunOperation.Start, At(3)).After(RunOperation.Start, At(9)).StartedAt);

    [Fact]
    public void After_WaitAndAnswer_WaitIsNoWork()
    {
        RunRecord waiting = Running(0).After(RunOperation.AskApproval, At(10));
        Assert.Equal((At(10), 10d), (waiting.WaitingSince, waiting.ElapsedSeconds(At(500))));

        RunRecord answered = waiting.After(RunOperation.Answer, At(100));
        Assert.Equal((null, 90d, 15d), (answered.WaitingSince, answered.WaitedSeconds, answered.ElapsedSeconds(At(105))));
    }

    [Fact]
    public void After_PauseWhileWaiting_IsOneWait()
    {
        RunRecord run = Running(0).After(RunOperation.AskInput, At(10)).After(RunOperation.Pause, At(20)).After(RunOperation.Resume, At(40));

        Assert.Equal((30d, 15d), (run.WaitedSeconds, run.ElapsedSeconds(At(45))));
    }

    [Fact]
    public void After_TwoWaits_AddUp()
    {
        RunRecord run = Running(0).After(RunOperation.AskApproval, At(1)).After(RunOperation.Answer, At(3))
            .After(RunOperation.ExceedBudget, At(4)).After(RunOperation.Resume, At(9));

        Assert.Equal(7, run.WaitedSeconds);
    }

    [Fact]
    public void After_PausedBeforeItsStart_NothingIsTakenOffItsTime()
    {
        RunRecord run = TestRuns.New().After(RunOperation.Pause, At(0)).After(RunOperation.Resume, At(3600));

        Assert.Equal((At(3600), 5d), (run.StartedAt, run.ElapsedSeconds(At(3605))));
    }

    [Theory]
    [InlineData(RunOperation.Succeed)]
    [InlineData(RunOperation.Cancel)]
    [InlineData(RunOperation.TimeOut)]
    public void After_Ends_RemembersWhen(RunOperation end) => Assert.Equal(At(7), Running(0).After(end, At(7)).CompletedAt);

    [Fact]
    public void ElapsedSeconds_NotStarted_IsZero() => Assert.Equal(0, TestRuns.New().ElapsedSeconds(At(100)));

    [Fact]
    public void NewId_LaterTime_SortsLater()
    {
        string[] ids = [.. Enumerable.Range(0, 50).Select(second => RunKey.NewId(At(second)))];

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.True(RunKey.IsId(id)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    public void IsId_OtherForms_AreNone(string text) => Assert.False(RunKey.IsId(text));

    private static RunRecord Running(int second) => TestRuns.New().After(RunOperation.Start, At(second));

    private static DateTimeOffset At(int second) => Created.AddSeconds(second);
}
