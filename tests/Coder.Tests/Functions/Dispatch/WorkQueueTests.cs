using Coder.Functions.Dispatch;
using Coder.Runs.Records;

namespace Coder.Tests.Functions.Dispatch;

public sealed class WorkQueueTests
{
    [Fact]
    public void Next_NothingWaits_IsNothing()
    {
        Assert.Null(WorkQueue.Next([], []));
        Assert.Null(WorkQueue.Next([Order(RunTask.Change)], [Round(RunTask.Change, false, 0)]));
    }

    [Fact]
    public void Next_AllChangesThatWait_AreOneRound()
    {
        WorkBatch batch = WorkQueue.Next([Order(RunTask.Change), Order(RunTask.Change, true), Order(RunTask.Rebase), Order(RunTask.Change)], [Round(RunTask.Change, false, 0)])!;

        Assert.Equal((RunTask.Change, false, null), (batch.Task, batch.IsAutomatic, batch.Refusal));
        Assert.Equal([1, 3], batch.Orders);
    }

    [Fact]
    public void Next_WorkThatIsDone_GoesFirstAndAlone()
    {
        WorkBatch batch = WorkQueue.Next([Order(RunTask.Change), Order(RunTask.Continue, true), Order(RunTask.Continue, true)], [])!;

        Assert.Equal(RunTask.Continue, batch.Task);
        Assert.Equal([1], batch.Orders);
    }

    [Fact]
    public void Next_Questions_AreAnsweredOneByOne() => Assert.Equal([0], WorkQueue.Next([Order(RunTask.Explain), Order(RunTask.Explain)], [])!.Orders);

    [Fact]
    public void Next_MoreThanABatch_LeavesTheRest() => Assert.Equal(WorkQueue.BatchMax, WorkQueue.Next([.. Enumerable.Repeat(Order(RunTask.Change), WorkQueue.BatchMax + 1)], [])!.Orders.Count);

    [Theory]
    [InlineData(2, true, false)]
    [InlineData(3, true, true)]
    [InlineData(3, false, false)]
    public void Next_AutomaticRounds_AreBounded(int rounds, bool isAutomatic, bool isRefused)
    {
        WorkSlot[] before = [.. Enumerable.Range(0, rounds).Select(place => Round(RunTask.Change, true, place))];
        WorkOrder[] orders = [.. before.Select(_ => Order(RunTask.Change, true)), Order(RunTask.Change, isAutomatic)];

        Assert.Equal(isRefused, WorkQueue.Next(orders, before)!.Refusal is not null);
    }

    [Fact]
    public void Next_OneWhoAsksByName_TakesTheOthersAlong()
    {
        WorkSlot[] before = [.. Enumerable.Range(0, 3).Select(place => Round(RunTask.Change, true, place))];
        WorkBatch batch = WorkQueue.Next([.. Enumerable.Repeat(Order(RunTask.Change, true), 4), Order(RunTask.Change)], before)!;

        Assert.Equal((2, false, null), (batch.Orders.Count, batch.IsAutomatic, batch.Refusal));
    }

    [Fact]
    public void Next_RoundsOfAnotherKind_DoNotCount()
    {
        WorkSlot[] before = [.. Enumerable.Range(0, 3).Select(place => Round(RunTask.Change, true, place))];

        Assert.Null(WorkQueue.Next([.. Enumerable.Repeat(Order(RunTask.Change, true), 3), Order(RunTask.Continue, true)], before)!.Refusal);
    }

    [Fact]
    public void Next_AfterTheLastRound_IsRefused() => Assert.NotNull(
        WorkQueue.Next(
            [.. Enumerable.Repeat(Order(RunTask.Change), WorkQueue.RoundsMax + 1)], [.. Enumerable.Range(0, WorkQueue.RoundsMax).Select(place => Round(RunTask.Change, false, place))])!.Refusal);

    private static WorkOrder Order(RunTask task, bool isAutomatic = false) => new("e", task, "Do it.") { IsAutomatic = isAutomatic };

    private static WorkSlot Round(RunTask task, bool isAutomatic, int order) => new("r", task, [order], isAutomatic, null);
}
