using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Testing;
using Coder.Tests.Architecture;
using Coder.Tests.Functions.Hosting;
using Coder.Tests.Workspaces;

namespace Coder.Tests.Functions.Webhooks;

/// <summary>A webhook's way through the real queue: the clock stands still, so no timer looks at the inbox.</summary>
public sealed class NudgeTests
{
    private const string Secret = "a secret of the App";

    [Fact]
    public async Task Webhook_IsHandledBecauseItsQueueMessageCame()
    {
        Assert.SkipUnless(ToolPresence.Has("npm"), "npm is missing: the storage emulator cannot be installed");
        using RunHome home = new() { Time = new ManualTime(), Patience = TimeSpan.FromMinutes(3) };
        await using RunHost host = await RunHost.StartAsync(
            home, "--AzureWebJobsStorage", "UseDevelopmentStorage=true", "--CODER_TOOLS", Path.Combine(SourceTree.Root, "tests", "obj", "tools"), "--CODER_GITHUB_WEBHOOK_SECRET", Secret);
        byte[] body = "{}"u8.ToArray();
        string signature = WebhookSignature.Sign(Secret, body);
        using HttpRequestMessage request = new(HttpMethod.Post, "/webhooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", "ping");
        request.Headers.Add("X-GitHub-Delivery", "one");
        request.Headers.Add(WebhookSignature.Header, signature);

        using HttpResponseMessage response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        using CancellationTokenSource patience = new(home.Patience);
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(50));
        InboxTable inbox = host.Service<InboxTable>();
        while ((await inbox.FindAsync(WebhookSignature.FingerprintOf(signature), patience.Token))?.Status == DeliveryStatus.Pending)
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }

        Assert.Equal(DeliveryStatus.Ignored, (await inbox.FindAsync(WebhookSignature.FingerprintOf(signature), patience.Token))!.Status);
    }
}
