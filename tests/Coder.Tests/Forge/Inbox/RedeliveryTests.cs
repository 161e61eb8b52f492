using System.Security.Cryptography;
using Coder.Forge.GitHub;
using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Testing.GitHub;
using Coder.Testing.GitHub.State;
using Coder.Tests.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Tests.Forge.Inbox;

/// <summary>Against the double: deliveries that failed there, and those whose body was lost here.</summary>
public sealed class RedeliveryTests : IAsyncLifetime
{
    private readonly InboxFixture _inbox = new();
    private GitHubServer _server = null!;
    private GitHubRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GitHubServer.StartAsync(_inbox.Time);
        _repository = _server.CreateRepository("acme", "widgets");
        _server.SendWebhooksTo(new Uri("http://127.0.0.1:1/"), "secret");
        _server.User(_repository, "alice").OpenIssue("title", "body");
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

    [Fact]
    public async Task Ask_ForADeliveryWhoseBodyWasLost_HasItHandledOnce()
    {
        await using WebApplication receiver = await ReceiveAsync();
        _server.SendWebhooksTo(new Uri(receiver.Urls.Single()), "secret");
        _server.User(_repository, "alice").OpenIssue("large", Convert.ToBase64String(RandomNumberGenerator.GetBytes(1024 * 1024)));
        await Eventually.TrueAsync(() => _server.Deliveries.Count == 2);
        _inbox.Blobs.Clear();
        await _inbox.DrainAsync();
        Assert.Single(await _inbox.ListAsync(DeliveryStatus.Lost));
        using GitHubDeliverySource source = Source();
        _inbox.Time.Advance(TimeSpan.FromMinutes(1));

        // The one that nobody took, and the lost one.
        Assert.Equal(2, await Redelivery(source).AskAsync(TestContext.Current.CancellationToken));
        await Eventually.TrueAsync(() => _server.Deliveries.Count == 4);
        await _inbox.DrainAsync();
        await _inbox.DrainAsync();

        Assert.Equal(["large", "title"], _inbox.Handler.Calls.Select(call => call.Issue!.Title).Order(StringComparer.Ordinal));
        Assert.Empty(await _inbox.ListAsync(DeliveryStatus.Lost));
        _inbox.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await Redelivery(source).AskAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Takes webhooks into the inbox as the host's function does.</summary>
    private async Task<WebApplication> ReceiveAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapPost("/", async (HttpContext context) =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            await _inbox.Intake.AcceptAsync(
                WebhookSignature.FingerprintOf(context.Request.Headers[WebhookSignature.Header].ToString()), context.Request.Headers["X-GitHub-Delivery"].ToString(),
                context.Request.Headers["X-GitHub-Event"].ToString(), body.ToArray(), CancellationToken.None);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        });
        await app.StartAsync();
        return app;
    }

    private GitHubDeliverySource Source() => new(new GitHubSettings(_server.App.Id, _server.App.PrivateKeyPem, _server.Address, _server.Address), _inbox.Time);

    private Redelivery Redelivery(IDeliverySource source) => new([source], _inbox.Table, _inbox.Time, NullLogger<Redelivery>.Instance);
}
