using Coder.Forge.Inbox;

namespace Coder.Tests.Forge.Inbox;

public sealed class IntakeLoadTests
{
    [Fact]
    public void GiveWay_WithoutAFlood_DoesNotWait()
    {
        IntakeLoad load = new(TimeProvider.System);
        Begin(load, IntakeLoad.FloodFrom - 1);

        Assert.True(load.GiveWayAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task GiveWay_InAFlood_EndsWithIt()
    {
        IntakeLoad load = new(TimeProvider.System);
        List<IntakeLoad.Turn> turns = Begin(load, IntakeLoad.FloodFrom);
        Task waiting = load.GiveWayAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);

        turns.ForEach(turn => turn.Dispose());

        await waiting.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task GiveWay_InAFloodWithoutEnd_EndsAllTheSame()
    {
        IntakeLoad load = new(TimeProvider.System);
        Begin(load, IntakeLoad.FloodFrom);

        await load.GiveWayAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static List<IntakeLoad.Turn> Begin(IntakeLoad load, int count) => [.. Enumerable.Range(0, count).Select(_ => load.Begin())];
}
