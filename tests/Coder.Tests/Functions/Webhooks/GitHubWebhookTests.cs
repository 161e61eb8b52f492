using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Coder.Contracts;
using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Functions.Webhooks;
using Coder.Tests.Forge.GitHub.Webhooks;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Webhooks;

/// <summary>The route, over HTTP.</summary>
public sealed class GitHubWebhookTests(WebhookExamples examples) : IClassFixture<WebhookExamples>, IAsyncLifetime
{
    private const string Secret = "a secret of the App";
    private const string Previous = "the secret before it";

    private readonly RunHome _home = new();
    private RunHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await RunHost.StartAsync(_home, "--CODER_GITHUB_WEBHOOK_SECRET", Secret, "--CODER_GITHUB_WEBHOOK_SECRET_PREVIOUS", Previous);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Post_EveryExample_IsRecordedAndDoneWith()
    {
        (string Name, byte[] Body, string Secret)[] all = [.. examples.All.Select((example, i) => (example.Item1, example.Item2, i % 2 == 0 ? Secret : Previous))];
        foreach ((string name, byte[] body, string secret) in all)
        {
            using HttpResponseMessage response = await PostAsync(body, name, WebhookSignature.Sign(secret, body));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        await _host.Service<InboxSweep>().SweepAsync(TestContext.Current.CancellationToken);
        foreach ((string name, byte[] body, string secret) in all)
        {
            Assert.Equal((name, DeliveryStatus.Ignored), (name, (await FindAsync(body, secret))?.Status));
        }
    }

    [Theory]
    [InlineData(null, "webhook_signature_missing")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d", "webhook_signature_missing")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "webhook_signature_wrong")]
    public async Task Post_WithoutAGoodSignature_HasNoEffect(string? signature, string code)
    {
        using HttpResponseMessage response = await PostAsync("{}"u8.ToArray(), "issues", signature);

        Assert.Equal((HttpStatusCode.Unauthorized, code), (response.StatusCode, await CodeAsync(response)));
        Assert.Null(await FindAsync("{}"u8.ToArray()));
    }

    [Fact]
    public async Task Post_ToAHostWithoutASecret_IsRefused()
    {
        using RunHome home = new();
        await using RunHost host = await RunHost.StartAsync(home);
        using HttpRequestMessage request = Request("{}"u8.ToArray(), "issues", WebhookSignature.Sign("", "{}"u8));
        using HttpResponseMessage response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "webhook_secret_missing"), (response.StatusCode, await CodeAsync(response)));
    }

    [Theory]
    [InlineData(WebhookBody.BytesMax, HttpStatusCode.Accepted)]
    [InlineData(WebhookBody.BytesMax + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_OfTheLargestSize_IsTaken(int bytes, HttpStatusCode expected)
    {
        byte[] body = new byte[bytes];
        Array.Fill(body, (byte)' ');
        (body[0], body[^1]) = ((byte)'{', (byte)'}');
        using HttpResponseMessage response = await PostAsync(body, "issues", WebhookSignature.Sign(Secret, body));

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("issues", "", HttpStatusCode.BadRequest)]
    [InlineData("", "one", HttpStatusCode.BadRequest)]
    [InlineData("../issues", "one", HttpStatusCode.BadRequest)]
    public async Task Post_WithoutItsHeaders_IsRefused(string name, string delivery, HttpStatusCode expected)
    {
        byte[] body = "{}"u8.ToArray();
        using HttpResponseMessage response = await PostAsync(body, name, WebhookSignature.Sign(Secret, body), delivery);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Post_OfAForm_IsRefused()
    {
        byte[] body = "payload=%7B%7D"u8.ToArray();
        using HttpRequestMessage request = Request(body, "issues", WebhookSignature.Sign(Secret, body));
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using HttpResponseMessage response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Replay_SavedPayload_IsHandledEachTime()
    {
        for (int time = 0; time < 2; time++)
        {
            using StringContent content = new("""{"action":"opened","issue":{"number":1}}""", Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await _host.Http.PostAsync("/v1/github/deliveries?event=issues", content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            DeliveryView recorded = (await response.Content.ReadFromJsonAsync<DeliveryView>(ApiJson.Options, TestContext.Current.CancellationToken))!;
            await _host.Service<InboxSweep>().SweepAsync(TestContext.Current.CancellationToken);

            DeliveryView handled = (await _host.Http.GetFromJsonAsync<DeliveryView>($"/v1/github/deliveries/{recorded.Id}", ApiJson.Options, TestContext.Current.CancellationToken))!;
            Assert.Equal(("ignored", "issues: nothing acts on it"), (handled.Status, handled.Summary));
        }
    }

    private static HttpRequestMessage Request(byte[] body, string name, string? signature, string? delivery = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/webhooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", name);
        request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", delivery ?? Guid.NewGuid().ToString());
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation(WebhookSignature.Header, signature);
        }

        return request;
    }

    private static async Task<string> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<Problem>(ApiJson.Options, TestContext.Current.CancellationToken))!.Code;

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string name, string? signature, string? delivery = null)
    {
        using HttpRequestMessage request = Request(body, name, signature, delivery);
        return await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<Delivery?> FindAsync(byte[] body, string secret = Secret) => await _host.Service<InboxTable>().FindAsync(
        WebhookSignature.FingerprintOf(WebhookSignature.Sign(secret, body)), TestContext.Current.CancellationToken);
}
