using System.Security.Cryptography;
using Coder.Forge.Inbox;

namespace Coder.Tests.Forge.Inbox;

public sealed class DeliveryInboxTests : IDisposable
{
    private const string Opened = """{"action":"opened","issue":{"number":7,"title":"Say hello","state":"open"},"repository":{"full_name":"acme/widgets"}}""";

    private readonly InboxFixture _inbox = new();

    public void Dispose() => _inbox.Dispose();

    [Fact]
    public async Task Accept_Delivery_IsHandledOnceAndItsBodyForgotten()
    {
        Receipt receipt = await _inbox.AcceptAsync("one", Opened);
        Assert.True(receipt.IsNew);
        Assert.Equal(DeliveryStatus.Pending, (await _inbox.FindAsync(receipt)).Status);

        Assert.Equal(1, await _inbox.DrainAsync());
        Assert.Equal(0, await _inbox.DrainAsync());

        Assert.Equal(("one", "issues.opened", 7), Assert.Single(_inbox.Handler.Calls.Select(call => (call.Id, call.Name, call.Issue!.Number))));
        Delivery handled = await _inbox.FindAsync(receipt);
        Assert.Equal((DeliveryStatus.Handled, 1, "issues.opened: noted"), (handled.Status, handled.Attempts, handled.Summary));
        Assert.DoesNotContain((await _inbox.RowsAsync()).Keys, key => key.Contains("/p!", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accept_SameBodyUnderANewId_HasNoEffect()
    {
        await _inbox.AcceptAsync("one", Opened);
        await _inbox.DrainAsync();

        Assert.False((await _inbox.AcceptAsync("two", Opened)).IsNew);
        Assert.False((await _inbox.AcceptAsync("two", Opened, "pull_request")).IsNew);
        Assert.Equal(0, await _inbox.DrainAsync());
        Assert.Single(_inbox.Handler.Calls);
    }

    [Fact]
    public async Task Accept_AnotherBodyUnderTheSameId_IsADuplicate()
    {
        await _inbox.AcceptAsync("one", Opened);
        await _inbox.DrainAsync();

        Receipt other = await _inbox.AcceptAsync("one", Opened.Replace("opened", "closed", StringComparison.Ordinal));
        await _inbox.DrainAsync();

        Assert.Equal(DeliveryStatus.Duplicate, (await _inbox.FindAsync(other)).Status);
        Assert.Single(_inbox.Handler.Calls);
    }

    [Fact]
    public async Task Accept_SameBodyAfterTheWindow_IsHandledAgain()
    {
        await _inbox.AcceptAsync("one", Opened);
        await _inbox.DrainAsync();

        _inbox.Time.Advance(DeliveryInbox.Window - TimeSpan.FromMinutes(1));
        await PurgeAllAsync();
        Assert.False((await _inbox.AcceptAsync("one", Opened)).IsNew);

        _inbox.Time.Advance(TimeSpan.FromMinutes(2));
        await PurgeAllAsync();
        Assert.Empty(await _inbox.RowsAsync());
        Assert.True((await _inbox.AcceptAsync("one", Opened)).IsNew);
    }

    [Fact]
    public async Task AcceptAgain_KnownBody_IsHandledUnderItsOwnId()
    {
        await _inbox.AcceptAsync("one", Opened);
        Receipt replay = await _inbox.Intake.AcceptAgainAsync("replay-1", "issues", System.Text.Encoding.UTF8.GetBytes(Opened), TestContext.Current.CancellationToken);
        await _inbox.DrainAsync();

        Assert.True(replay.IsNew);
        Assert.Equal(["one", "replay-1"], _inbox.Handler.Calls.Select(call => call.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Accept_BodyTooLargeForARow_IsInABlobUntilItIsHandled()
    {
        Receipt receipt = await _inbox.AcceptAsync("large", Large());
        Assert.EndsWith(receipt.Id, Assert.Single(_inbox.Blobs.Names), StringComparison.Ordinal);

        await _inbox.DrainAsync();

        Assert.Empty(_inbox.Blobs.Names);
        Assert.Equal(DeliveryStatus.Handled, (await _inbox.FindAsync(receipt)).Status);
        Assert.False((await _inbox.AcceptAsync("larger", Large())).IsNew);
        Assert.Empty(_inbox.Blobs.Names);
    }

    [Fact]
    public async Task Drain_BodyThatWasLost_IsTakenAgainWhenItIsRedelivered()
    {
        Receipt receipt = await _inbox.AcceptAsync("large", Large());
        _inbox.Blobs.Clear();
        await _inbox.DrainAsync();
        Assert.Equal("large", Assert.Single(await _inbox.ListAsync(DeliveryStatus.Lost)).DeliveryId);
        Assert.Empty(_inbox.Handler.Calls);

        Assert.True((await _inbox.AcceptAsync("large", Large())).IsNew);
        await _inbox.DrainAsync();

        Assert.Single(_inbox.Handler.Calls);
        Assert.Equal(DeliveryStatus.Handled, (await _inbox.FindAsync(receipt)).Status);
        Assert.Empty(await _inbox.ListAsync(DeliveryStatus.Lost));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task Drain_BodyThatIsNoObject_IsQuarantinedAtOnce(string body)
    {
        await _inbox.AcceptAsync("one", body);
        await _inbox.DrainAsync();

        Assert.Contains("no JSON object", Assert.Single(await _inbox.ListAsync(DeliveryStatus.Quarantined)).Summary, StringComparison.Ordinal);
    }

    private static string Large() => $$"""{"action":"opened","issue":{"number":8},"noise":"{{Noise}}"}""";

    /// <summary>What no compression makes small.</summary>
    private static readonly string Noise = Convert.ToBase64String(RandomNumberGenerator.GetBytes(1024 * 1024));

    private async Task PurgeAllAsync()
    {
        for (int partition = 0; partition < InboxKey.PartitionCount; partition++)
        {
            await _inbox.Rows.PurgeAsync(partition, TestContext.Current.CancellationToken);
        }
    }
}
