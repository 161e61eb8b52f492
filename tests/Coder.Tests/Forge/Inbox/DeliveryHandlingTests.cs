using Coder.Forge.Inbox;

namespace Coder.Tests.Forge.Inbox;

public sealed class DeliveryHandlingTests : IDisposable
{
    private const string Opened = """{"action":"opened","issue":{"number":7}}""";

    private readonly InboxFixture _inbox = new();

    public void Dispose() => _inbox.Dispose();

    [Fact]
    public async Task Handle_ThatFails_IsTriedAgainAfterAPauseAndQuarantinedInTheEnd()
    {
        _inbox.Handler.OnCall = _ => throw new InvalidOperationException("GitHub is away");
        Receipt receipt = await _inbox.AcceptAsync("one", Opened);
        for (int attempt = 1; attempt < DeliveryHandling.AttemptsMax; attempt++)
        {
            await _inbox.DrainAsync();
            await _inbox.DrainAsync();
            Assert.Equal((DeliveryStatus.Pending, attempt), (await _inbox.FindAsync(receipt)) is var d ? (d.Status, d.Attempts) : default);
            Assert.Equal(DeliveryHandling.PauseAfter(attempt), _inbox.Nudge.Nudges.Last().Delay);
            _inbox.Time.Advance(DeliveryHandling.PauseAfter(attempt));
        }

        await _inbox.DrainAsync();

        Assert.Equal(DeliveryHandling.AttemptsMax, _inbox.Handler.Calls.Count);
        Assert.Contains("GitHub is away", Assert.Single(await _inbox.ListAsync(DeliveryStatus.Quarantined)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_OfAQuarantinedDelivery_HasItsBodyAndAllItsTries()
    {
        Receipt receipt = await _inbox.AcceptAsync("one", Opened);
        _inbox.Handler.OnCall = _ => throw new InvalidOperationException("no");
        for (int attempt = 1; attempt <= DeliveryHandling.AttemptsMax; attempt++)
        {
            await _inbox.DrainAsync();
            _inbox.Time.Advance(DeliveryHandling.PauseAfter(attempt));
        }

        _inbox.Handler.OnCall = _ => Task.CompletedTask;
        Assert.Equal(0, await _inbox.DrainAsync());
        Assert.True(await _inbox.Rows.RetryAsync(receipt.Id, TestContext.Current.CancellationToken));
        Assert.False(await _inbox.Rows.RetryAsync(receipt.Id, TestContext.Current.CancellationToken));
        await _inbox.DrainAsync();

        Assert.Equal((DeliveryStatus.Handled, 1), (await _inbox.FindAsync(receipt)) is var d ? (d.Status, d.Attempts) : default);
        Assert.Equal(7, _inbox.Handler.Effects["one"].Issue!.Number);
    }

    [Fact]
    public async Task Handle_WhileAnotherHostIsAtIt_Waits()
    {
        await _inbox.AcceptAsync("one", Opened);
        TaskCompletionSource begun = new();
        TaskCompletionSource goOn = new();
        _inbox.Handler.OnCall = async _ =>
        {
            begun.SetResult();
            await goOn.Task;
        };
        Task<int> first = _inbox.DrainAsync("first");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(0, await _inbox.DrainAsync("second"));
        goOn.SetResult();

        Assert.Equal(1, await first);
        Assert.Single(_inbox.Handler.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_WhoseHostDied_BeginsAgainWithTheSameId(bool isOnly)
    {
        Receipt receipt = await _inbox.AcceptAsync("one", Opened);
        InboxRow row = (await _inbox.Table.FindRowAsync(receipt.Id, TestContext.Current.CancellationToken))!;
        await _inbox.Rows.ClaimAsync(row, "dead", DeliveryHandling.Lease, TestContext.Current.CancellationToken);

        // Alone on its home the next host knows at once; elsewhere it cannot tell a dead one from a slow one.
        Assert.Equal(isOnly ? 1 : 0, await _inbox.DrainAsync("next", isOnly));
        _inbox.Time.Advance(DeliveryHandling.Lease);
        await _inbox.DrainAsync("next", isOnly);

        Assert.Equal("one", Assert.Single(_inbox.Handler.Effects).Key);
        Assert.Equal(2, (await _inbox.FindAsync(receipt)).Attempts);
    }

    [Fact]
    public async Task Handle_ThatEndsTheProcessEachTime_IsQuarantinedUnasked()
    {
        Receipt receipt = await _inbox.AcceptAsync("one", Opened);
        for (int host = 1; host <= DeliveryHandling.AttemptsMax; host++)
        {
            InboxRow row = (await _inbox.Table.FindRowAsync(receipt.Id, TestContext.Current.CancellationToken))!;
            Assert.NotNull(await _inbox.Rows.ClaimAsync(row, $"dead {host}", DeliveryHandling.Lease, TestContext.Current.CancellationToken));
        }

        await _inbox.DrainAsync("next", isOnly: true);

        Assert.Empty(_inbox.Handler.Calls);
        Assert.Equal(DeliveryStatus.Quarantined, (await _inbox.FindAsync(receipt)).Status);
    }

    [Fact]
    public async Task Handle_EventThatNobodyKnows_IsRecordedAndIgnored()
    {
        Receipt receipt = await _inbox.AcceptAsync("one", Opened, "from_the_future");
        await _inbox.DrainAsync();

        Assert.Empty(_inbox.Handler.Calls);
        Assert.Equal(DeliveryStatus.Ignored, (await _inbox.FindAsync(receipt)).Status);
    }
}
