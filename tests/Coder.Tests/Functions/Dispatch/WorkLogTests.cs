using Coder.Functions.Dispatch;
using Coder.Runs.Records;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions.Dispatch;

public sealed class WorkLogTests : IDisposable
{
    private static readonly Conversation Pull = new("acme/app", 7, IsPullRequest: true, IsReading: false);

    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task ForgetRun_OnceItsEndIsTold_KeepsItsRoundFromHavingARun()
    {
        WorkLog log = new(_fixture.Documents);
        WorkSlot other = await log.TakeAsync(Pull, 0, new WorkSlot("run-1", RunTask.Change, [0], false, null), Cancellation);
        WorkSlot round = await log.TakeAsync(Pull, 1, new WorkSlot("run-2", RunTask.Change, [1], false, null), Cancellation);

        Assert.False(await log.ForgetRunAsync(Pull, "run-2", Cancellation));
        Assert.Null(await log.RefusalAsync(Pull, 1, round, Cancellation));
        await log.SetToldAsync("run-2", Cancellation);

        Assert.True(await log.ForgetRunAsync(Pull, "run-2", Cancellation));
        Assert.True(await log.ForgetRunAsync(Pull, "run-2", Cancellation));
        Assert.NotNull(await log.RefusalAsync(Pull, 1, round, Cancellation));
        Assert.Null(await log.RefusalAsync(Pull, 0, other, Cancellation));
    }
}
