using Coder.Forge.GitHub;
using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Testing.GitHub;
using Coder.Testing.GitHub.State;
using Coder.Tests.Cli;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Tests.Forge.Inbox;

/// <summary>Against the double: deliveries that failed there, and those whose body was lost here.</summary>
public sealed class RedeliveryTests : IAsyncLifetime
{
    private readonly InboxFixture _inbox = new();
    private GitHubServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GitHubServer.StartAsync(_inbox.Time);
        GitHubRepository repository = _server.CreateRepository("acme", "widgets");
        _server.SendWebhooksTo(new Uri("http://127.0.0.1:1/"), "secret");
        _server.User(repository, "alice").OpenIssue("title", "body");
        await Eventually.TrueAsync(() => _server.Deliveries.Count == 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _inbox.Dispose();
    }

    [Fact]
    public async Task Ask_ForWhatFailed_GrowsSlowerAndEnds()
    {
        using GitHubDeliverySource source = Source();
        Redelivery redelivery = Redelivery(source);
        Assert.Equal(0, await redelivery.AskAsync(TestContext.Current.CancellationToken));
        for (int tries = 1; tries < Coder.Forge.Inbox.Redelivery.TriesMax; tries++)
        {
            _inbox.Time.Advance(TimeSpan.FromMinutes(Math.Pow(4, tries - 1)));
            Assert.Equal(1, await redelivery.AskAsync(TestContext.Current.CancellationToken));
            await Eventually.TrueAsync(() => _server.Deliveries.Count == tries + 1);
        }

        _inbox.Time.Advance(TimeSpan.FromHours(20));
        Assert.Equal(0, await redelivery.AskAsync(TestContext.Current.CancellationToken));
        Assert.Single(_server.Deliveries.Select(delivery => delivery.Guid).Distinct());
    }

    [Fact]
    public async Task Ask_ForWhatIsTooOld_IsInVain()
    {
        using GitHubDeliverySource source = Source();
        _inbox.Time.Advance(Coder.Forge.Inbox.Redelivery.Reach + TimeSpan.FromMinutes(1));

        Assert.Equal(0, await Redelivery(source).AskAsync(TestContext.Current.CancellationToken));
    }

    private GitHubDeliverySource Source() => new(new GitHubSettings(_server.App.Id, _server.App.PrivateKeyPem, _server.Address, _server.Address), _inbox.Time);

    private Redelivery Redelivery(IDeliverySource source) => new([source], _inbox.Table, _inbox.Time, NullLogger<Redelivery>.Instance);
}
