using System.Net;
using System.Net.Http.Json;
using System.Text;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Api;

public sealed class ApiTests : IAsyncLifetime
{
    private readonly RunHome _home = new();
    private RunHost _host = null!;
    private string _run = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunHost.StartAsync(_home);
        _run = await _host.StartRunAsync(_home.Agent("ending", """
            name: ending
            version: "1.0"
            start: done
            nodes:
              done: {type: end, outcome: rejected, output: "CODER_REJECTED"}
            """));
        await _host.EndAsync(_run);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/v1/runs/../../etc/passwd", 404, "not_found")]
    [InlineData("GET", "/v1/runs/%2e%2e%2f", 404, "not_found")]
    [InlineData("GET", "/v1/runs/ffffffffffffffffffffffffffffffff", 404, "not_found")]
    [InlineData("DELETE", "/v1/runs", 405, "method_not_allowed")]
    [InlineData("OPTIONS", "/v1/runs/{run}", 405, "method_not_allowed")]
    [InlineData("GET", "/v1/runs/{run}/cancel", 405, "method_not_allowed")]
    [InlineData("POST", "/healthz", 405, "method_not_allowed")]
    [InlineData("POST", "/v1/runs/{run}/cancel", 409, "illegal_transition")]
    [InlineData("POST", "/v1/runs/{run}/explode", 404, "not_found")]
    [InlineData("GET", "/v1/runs/{run}/events?after=10000000000", 400, "invalid_request")]
    [InlineData("GET", "/v1/runs/{run}/events?after=-1", 400, "invalid_request")]
    [InlineData("GET", "/v1/runs/{run}/events?limit=0", 400, "invalid_request")]
    [InlineData("GET", "/v1/runs?cursor=%27%20or%201%20eq%201", 400, "invalid_request")]
    [InlineData("GET", "/v1/runs?status=asleep", 400, "invalid_request")]
    [InlineData("GET", "/v1/runs/{run}/artifacts/..%2f..%2fkey", 404, "not_found")]
    [InlineData("GET", "/v1/runs/{run}/approvals/none", 404, "not_found")]
    public async Task Request_ThatCannotBeServed_IsAProblem(string method, string path, int status, string code)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path.Replace("{run}", _run, StringComparison.Ordinal));
        using HttpResponseMessage response = await _host.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Problem problem = (await response.Content.ReadFromJsonAsync<Problem>(ApiJson.Options))!;
        Assert.Equal((code, status), (problem.Code, problem.Status));
        Assert.DoesNotContain("   at ", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/runs")]
    [InlineData("/v1/runs/{run}")]
    [InlineData("/v1/runs/{run}/events")]
    [InlineData("/v1/runs/{run}/artifacts/patch")]
    [InlineData("/healthz")]
    public async Task Head_WhereGetIsServed_IsTheSameWithoutABody(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Head, path.Replace("{run}", _run, StringComparison.Ordinal));
        using HttpResponseMessage response = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Stream_OfAFinishedRun_EndsWithItsLastEventAndIsEmptyAfterIt()
    {
        string stream = await StreamAsync(null, HttpStatusCode.OK);
        long last = (await _host.EventsAsync(_run))[^1].Id;

        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
        Assert.Contains($"id: {last}\nevent: run.completed\n", stream, StringComparison.Ordinal);
        Assert.Empty(await StreamAsync($"{last}", HttpStatusCode.NoContent));
        Assert.DoesNotContain($"id: {last - 1}\n", await StreamAsync($"{last - 1}", HttpStatusCode.OK), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999999")]
    public async Task Stream_AfterNoEvent_IsRefused(string last) =>
        Assert.Contains("invalid_request", await StreamAsync(last, HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"prompt\": null, \"repository\": null}")]
    [InlineData("{\"prompt\": \"a\", \"prompt\": \"b\", \"repository\": {\"path\": \"/r\"}}")]
    [InlineData("{\"prompt\": \"a\", \"repository\": {\"path\": \"/r\"}, \"surprise\": 1}")]
    [InlineData("DEEP")]
    public async Task Body_ThatIsNoRequest_IsRefusedAndItsKeyIsFree(string body)
    {
        string deep = $"{{\"prompt\": {new string('[', 100_000)}";
        using HttpResponseMessage refused = await PostAsync("key", body == "DEEP" ? deep : body);
        using HttpResponseMessage other = await PostAsync("key", "{}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Body_OfMoreThanAMebibyte_IsRefused()
    {
        using HttpResponseMessage refused = await PostAsync("key", $"{{\"prompt\": \"{new string('a', 1024 * 1024)}\"}}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Start_WithTheSameKey_GivesTheSameRun()
    {
        string body = $"{{\"prompt\": \"a\", \"agent\": \"{Path.Combine(_home.Agents, "ending")}\", \"repository\": {{\"path\": \"/r\"}}}}";
        using HttpResponseMessage first = await PostAsync("once", body);
        using HttpResponseMessage again = await PostAsync("once", body);
        using HttpResponseMessage other = await PostAsync("once", body.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        await _host.EndAsync(first.Headers.Location!.ToString().Split('/')[^1]);
    }

    [Fact]
    public async Task Key_ThatIsMissingOrWrong_IsRefused()
    {
        using HttpClient stranger = new() { BaseAddress = _host.Http.BaseAddress };
        using HttpRequestMessage wrong = new(HttpMethod.Get, "/v1/runs") { Headers = { { "Authorization", "Bearer ck_live_0" } } };

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/v1/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.SendAsync(wrong)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public async Task Artifacts_WhoseBlobsAreLost_AreMadeAgain()
    {
        ArtifactView[] before = [.. (await ListAsync()).Where(a => a.Id != "log-bundle")];
        _home.Blobs.Clear();

        foreach (ArtifactView artifact in before)
        {
            byte[] content = await _host.Http.GetByteArrayAsync($"/v1/runs/{_run}/artifacts/{artifact.Id}");
            Assert.Equal(artifact.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
        }

        Assert.NotEmpty(before);
    }

    private async Task<IReadOnlyList<ArtifactView>> ListAsync() =>
        (await _host.Http.GetFromJsonAsync<Page<ArtifactView>>($"/v1/runs/{_run}/artifacts", ApiJson.Options))!.Items;

    private Task<HttpResponseMessage> PostAsync(string key, string body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/runs") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return _host.Http.SendAsync(request);
    }

    private async Task<string> StreamAsync(string? lastEventId, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/v1/runs/{_run}/events") { Headers = { { "Accept", "text/event-stream" } } };
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using HttpResponseMessage response = await _host.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
