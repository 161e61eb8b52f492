using System.Net;
using System.Net.Http.Json;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Api;

/// <summary>Keys, scopes, accounts and who sees what, over HTTP.</summary>
public sealed class AccountsApiTests : IAsyncLifetime
{
    private readonly RunHome _home = new();
    private RunHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunHost.StartAsync(_home);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Key_Made_WorksWithItsScopesUntilItIsRevoked()
    {
        using HttpClient admin = await _host.ClientOfAsync("acme");
        using HttpResponseMessage made = await admin.PostAsJsonAsync("/v1/keys", new KeyRequest("ci", ["runs:read", "billing"], 30), ApiJson.Options);
        IssuedKeyView key = (await made.Content.ReadFromJsonAsync<IssuedKeyView>(ApiJson.Options))!;
        using HttpClient ci = With(key.Key);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.True(made.Headers.CacheControl!.NoStore);
        Assert.Equal(HttpStatusCode.OK, (await ci.GetAsync("/v1/runs")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ci.GetAsync("/v1/ledger")).StatusCode);
        await RefusedAsync(await ci.GetAsync("/v1/keys"), 403, "missing_scope");
        await RefusedAsync(await ci.PostAsJsonAsync("/v1/runs", new { }), 403, "missing_scope");
        ApiKeyView listed = Assert.Single((await admin.GetFromJsonAsync<Page<ApiKeyView>>("/v1/keys", ApiJson.Options))!.Items, found => found.Id == key.Details.Id);
        Assert.Equal(("ci", false), (listed.Name, listed.Current));
        Assert.NotNull(listed.LastUsedAt);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/v1/keys/{listed.Id}")).StatusCode);
        await RefusedAsync(await ci.GetAsync("/v1/runs"), 401, "unauthorized");
        await RefusedAsync(await admin.GetAsync($"/v1/keys/{listed.Id}"), 404, "not_found");
    }

    [Theory]
    [InlineData("""{"name": "x", "scopes": []}""", "/scopes")]
    [InlineData("""{"name": "x", "scopes": ["runs:read", "operator"]}""", "/scopes/1")]
    [InlineData("""{"name": " ", "scopes": ["admin"]}""", "/name")]
    [InlineData("""{"name": "x", "scopes": ["admin"], "expires_in_days": 0}""", "/expires_in_days")]
    [InlineData("""{"name": "x", "scopes": ["admin"], "expires_in_days": "9"}""", "/expires_in_days")]
    public async Task Key_AskedForWrongly_PointsAtTheField(string body, string pointer)
    {
        using StringContent content = new(body, null, "application/json");

        Problem problem = await RefusedAsync(await _host.Http.PostAsync("/v1/keys", content), 400, "invalid_request");
        Assert.Equal(pointer, problem.Errors!.Single().Pointer);
    }

    [Fact]
    public async Task Account_Opened_SeesOnlyItsOwn()
    {
        using HttpResponseMessage opened = await _host.Http.PostAsync("/v1/accounts", null);
        NewAccountView account = (await opened.Content.ReadFromJsonAsync<NewAccountView>(ApiJson.Options))!;
        using HttpClient tenant = With(account.Key.Key);
        using HttpResponseMessage made = await _host.Http.PostAsJsonAsync("/v1/projects", Project("theirs"), ApiJson.Options);
        string project = (await made.Content.ReadFromJsonAsync<ProjectView>(ApiJson.Options))!.Id;
        string key = (await _host.Http.GetFromJsonAsync<Page<ApiKeyView>>("/v1/keys", ApiJson.Options))!.Items[0].Id;

        Assert.Equal(account.Id, (await tenant.GetFromJsonAsync<AccountView>("/v1/account", ApiJson.Options))!.Id);
        Assert.Empty((await tenant.GetFromJsonAsync<Page<ProjectView>>("/v1/projects", ApiJson.Options))!.Items);
        foreach (string path in (string[])[$"/v1/projects/{project}", $"/v1/projects/{project}/runs", $"/v1/projects/{project}/secrets", $"/v1/keys/{key}"])
        {
            await RefusedAsync(await tenant.GetAsync(path), 404, "not_found");
        }

        await RefusedAsync(await tenant.PutAsJsonAsync($"/v1/projects/{project}/secrets/TOKEN", new SecretRequest("some value"), ApiJson.Options), 404, "not_found");
        await RefusedAsync(await tenant.DeleteAsync($"/v1/projects/{project}"), 404, "not_found");
        await RefusedAsync(await tenant.DeleteAsync($"/v1/keys/{key}"), 404, "not_found");
        await RefusedAsync(await tenant.PostAsync("/v1/accounts", null), 403, "missing_scope");
        await RefusedAsync(await tenant.GetAsync("/v1/github/deliveries"), 403, "missing_scope");
        Assert.Equal(HttpStatusCode.OK, (await _host.Http.GetAsync($"/v1/projects/{project}")).StatusCode);
    }

    [Fact]
    public async Task Projects_BeyondThePlan_AreRefusedAndAKeyRepeatsTheAnswer()
    {
        using HttpClient tenant = await _host.ClientOfAsync("acme", plan: "free");
        using HttpResponseMessage first = await PostAsync(tenant, "one", "same");
        using HttpResponseMessage again = await PostAsync(tenant, "one", "same");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        await RefusedAsync(await PostAsync(tenant, "two", "same"), 422, "idempotency_key_reused");
        await PostAsync(tenant, "two", null);
        await RefusedAsync(await PostAsync(tenant, "TWO", null), 409, "name_taken");
        await PostAsync(tenant, "three", null);

        await RefusedAsync(await PostAsync(tenant, "four", "other"), 403, "quota_exceeded");
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.DeleteAsync(first.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(tenant, "four", "other")).StatusCode);
    }

    [Fact]
    public async Task Requests_BeyondThePlan_AreRefusedUntilTheBucketFills()
    {
        using HttpClient tenant = await _host.ClientOfAsync("acme", plan: "free");
        using HttpClient other = await _host.ClientOfAsync("acme", plan: "free");
        HttpResponseMessage? refused = null;
        int served = 0;
        // 30 at once; a second brings one more.
        while (refused is null && served < 300)
        {
            HttpResponseMessage response = await tenant.GetAsync("/v1/account");
            served += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
            refused = response.StatusCode == HttpStatusCode.TooManyRequests ? response : null;
        }

        await RefusedAsync(refused!, 429, "rate_limited");
        Assert.InRange(served, 30, 299);
        Assert.Equal("30", refused!.Headers.GetValues("RateLimit-Limit").Single());
        Assert.Equal("0", refused.Headers.GetValues("RateLimit-Remaining").Single());
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/v1/account")).StatusCode);
        Assert.False((await _host.Http.GetAsync("/v1/account")).Headers.Contains("RateLimit-Limit"));
    }

    [Fact]
    public async Task Runs_BeyondTheDay_AreRefusedUntilMidnight()
    {
        using HttpClient tenant = await _host.ClientOfAsync("acme", plan: "free");
        string agent = _home.Agent("ending", """
            name: ending
            version: "1.0"
            start: done
            nodes:
              done: {type: end, outcome: rejected, output: "CODER_REJECTED"}
            """);
        for (int n = 0; n < 10; n++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await StartAsync(tenant, agent)).StatusCode);
        }

        HttpResponseMessage refused = await StartAsync(tenant, agent);

        await RefusedAsync(refused, 429, "daily_runs_exhausted");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        foreach (RunView run in (await tenant.GetFromJsonAsync<Page<RunView>>("/v1/runs?limit=10", ApiJson.Options))!.Items)
        {
            await tenant.GetAsync($"/v1/runs/{run.Id}/events?wait=1");
        }
    }

    [Fact]
    public async Task Head_TooLarge_IsAProblem()
    {
        using HttpRequestMessage headers = new(HttpMethod.Get, "/v1/runs") { Headers = { { "X-Large", new string('x', 17_000) } } };

        await RefusedAsync(await _host.Http.SendAsync(headers), 431, "headers_too_large");
        await RefusedAsync(await _host.Http.GetAsync($"/v1/runs?cursor={new string('x', 5_000)}"), 414, "target_too_long");
    }

    [Fact]
    public async Task Body_OfAnotherType_IsRefused()
    {
        using StringContent content = new("{}", null, "text/plain");

        await RefusedAsync(await _host.Http.PostAsync("/v1/projects", content), 415, "unsupported_media_type");
    }

    internal static async Task<Problem> RefusedAsync(HttpResponseMessage response, int status, string code)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Problem problem = System.Text.Json.JsonSerializer.Deserialize<Problem>(text, ApiJson.Options)!;
        Assert.Equal(code, problem.Code);
        return problem;
    }

    private static ProjectRequest Project(string name) => new() { Name = name, Repository = new RepositoryReference { Path = "/repository" } };

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string name, string? key)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/projects") { Content = JsonContent.Create(Project(name), options: ApiJson.Options) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> StartAsync(HttpClient client, string agent)
    {
        RunRequest run = new() { Prompt = "Do it.", Agent = agent, Repository = new RepositoryReference { Path = "/repository" } };
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/runs") { Content = JsonContent.Create(run, options: ApiJson.Options) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return client.SendAsync(request);
    }

    private HttpClient With(string key)
    {
        HttpClient client = new() { BaseAddress = _host.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
