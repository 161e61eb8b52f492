using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;

namespace Coder.EndToEnd.Tests.Http;

/// <summary>The API over HTTP, of one host for all of these tests.</summary>
public sealed class ApiTests(ServedHome served) : IClassFixture<ServedHome>
{
    private readonly ApiClient _api = served.Api;

    [Fact]
    public async Task Create_WithSameKey_AnswersTheSameRunOnce()
    {
        string key = Guid.NewGuid().ToString();
        using HttpResponseMessage first = await _api.SendAsync(HttpMethod.Post, "v1/runs", served.Request("sum must add"), ("Idempotency-Key", key));
        using HttpResponseMessage again = await _api.SendAsync(HttpMethod.Post, "v1/runs", served.Request("sum must add"), ("Idempotency-Key", key));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, again.StatusCode));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Problem other = await _api.ProblemAsync(HttpMethod.Post, "v1/runs", HttpStatusCode.UnprocessableEntity, served.Request("something else"), ("Idempotency-Key", key));
        Assert.Equal("idempotency_key_reused", other.Code);
        await served.EndAsync((await first.Content.ReadFromJsonAsync<RunView>(ApiJson.Options))!.Id);
    }

    [Fact]
    public async Task Create_WithoutKey_IsRefused()
    {
        Problem problem = await _api.ProblemAsync(HttpMethod.Post, "v1/runs", HttpStatusCode.BadRequest, served.Request("sum must add"));
        Assert.Equal("idempotency_key_required", problem.Code);
    }

    [Fact]
    public async Task Create_Refused_CanBeMendedUnderTheSameKey()
    {
        string key = Guid.NewGuid().ToString();
        Problem refused = await _api.ProblemAsync(HttpMethod.Post, "v1/runs", HttpStatusCode.UnprocessableEntity, served.Request("sum must add", "hal:9000"), ("Idempotency-Key", key));
        Assert.Equal("unknown_provider", refused.Code);

        using HttpResponseMessage mended = await _api.SendAsync(HttpMethod.Post, "v1/runs", served.Request("sum must add"), ("Idempotency-Key", key));

        Assert.Equal(HttpStatusCode.Accepted, mended.StatusCode);
        await served.EndAsync((await mended.Content.ReadFromJsonAsync<RunView>(ApiJson.Options))!.Id);
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("""{"prompt": "x", "repository": {"path": "/tmp"}, "promt": 1}""", "/promt")]
    [InlineData("""{"prompt": "", "repository": {"path": "/tmp"}}""", "/prompt")]
    [InlineData("""{"prompt": "x", "repository": {"path": "here"}}""", "/repository")]
    [InlineData("""{"prompt": "x", "repository": {"path": "/tmp"}, "max_fix_attempts": 21}""", "/max_fix_attempts")]
    [InlineData("""{"prompt": "x", "repository": {"path": "/tmp"}, "sandbox": "docker"}""", "/sandbox")]
    public async Task Create_WithBadBody_PointsAtTheField(string body, string pointer)
    {
        Problem problem = await _api.ProblemAsync(HttpMethod.Post, "v1/runs", HttpStatusCode.BadRequest, body, ("Idempotency-Key", Guid.NewGuid().ToString()));
        Assert.Equal("invalid_request", problem.Code);
        Assert.Equal(pointer, problem.Errors?.Single().Pointer);
    }

    [Theory]
    [InlineData(1024 * 1024 + 1, "body_too_large")]
    [InlineData(300 * 1024, "prompt_too_large")]
    public async Task Create_TooLarge_IsRefused(int length, string code)
    {
        Problem problem = await _api.ProblemAsync(
            HttpMethod.Post, "v1/runs", HttpStatusCode.RequestEntityTooLarge, served.Request(new string('x', length)), ("Idempotency-Key", Guid.NewGuid().ToString()));
        Assert.Equal(code, problem.Code);
    }

    [Theory]
    [InlineData("Bearer ck_live_wrong")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("")]
    public async Task Anything_WithoutTheKey_IsUnauthorized(string authorization)
    {
        using HttpResponseMessage response = await _api.SendAsync(HttpMethod.Get, "v1/runs", null, ("Authorization", authorization));
        Problem problem = await ApiClient.ProblemOfAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("unauthorized", problem.Code);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("v1/runs/01900000000000000000000000000000")]
    [InlineData("v1/runs/not-an-id")]
    [InlineData("v1/runs/01900000000000000000000000000000/events")]
    [InlineData("v1/nothing")]
    [InlineData("nothing/at/all")]
    public async Task Unknown_IsNotFound(string path) =>
        Assert.Equal("not_found", (await _api.ProblemAsync(HttpMethod.Get, path, HttpStatusCode.NotFound)).Code);

    [Theory]
    [InlineData("DELETE", "v1/runs", "GET, HEAD, POST")]
    [InlineData("POST", "v1/runs/01900000000000000000000000000000", "DELETE, GET, HEAD")]
    [InlineData("GET", "v1/runs/01900000000000000000000000000000/cancel", "POST")]
    [InlineData("PUT", "v1/runs/01900000000000000000000000000000/events", "GET, HEAD")]
    public async Task OtherMethod_NamesTheAllowedOnes(string method, string path, string allow)
    {
        using HttpResponseMessage response = await _api.SendAsync(new HttpMethod(method), path, "{}");
        Problem problem = await ApiClient.ProblemOfAsync(response, HttpStatusCode.MethodNotAllowed);
        Assert.Equal("method_not_allowed", problem.Code);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow.Order()));
    }

    [Fact]
    public async Task List_ByPages_GivesEveryRunOnceNewestFirst()
    {
        for (int n = 0; n < 3; n++)
        {
            await served.EndAsync(await served.CreateAsync($"sum must add, {n}", "fails.json"));
        }

        List<string> seen = [];
        string? cursor = null;
        do
        {
            Page<RunView> page = await _api.GetAsync<Page<RunView>>($"v1/runs?limit=2&status=failed{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            Assert.InRange(page.Items.Count, 0, 2);
            Assert.All(page.Items, run => Assert.Equal(RunStatus.Failed, run.Status));
            seen.AddRange(page.Items.Select(run => run.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.True(seen.Count >= 3);
        Assert.Equal(seen.Distinct().OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Events_AreTheSameBySseByPagesAndByTheCommandLine()
    {
        string id = await served.CreateAsync("sum must add");
        IReadOnlyList<RunEvent> streamed = [.. (await _api.StreamAsync(id)).Where(e => e.Id > 0)];
        Assert.Equal(Enumerable.Range(1, streamed.Count).Select(n => (long)n), streamed.Select(e => e.Id));
        Assert.Equal(streamed[^1], Assert.Single(streamed, e => e.Type == RunEventTypes.RunCompleted));

        IReadOnlyList<RunEvent> rest = await _api.StreamAsync(id, lastSeen: 5);
        Assert.Equal(Lines(streamed.Skip(5)), Lines(rest));
        Page<RunEvent> page = await _api.GetAsync<Page<RunEvent>>($"v1/runs/{id}/events?after=5&limit=3");
        Assert.Equal(Lines(streamed.Skip(5).Take(3)), Lines(page.Items));
        Assert.Equal("8", page.NextCursor);

        CliResult log = (await served.Home.RunAsync("runs", "logs", id, "--json")).Exits(0);
        Assert.Equal(Lines(streamed), log.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Events_LongPoll_AnswersWhenTheNextOneHappens()
    {
        string id = await served.CreateAsync("sum must add", "asks.json");
        long after = 0;
        for (bool asked = false; !asked;)
        {
            Page<RunEvent> page = await _api.GetAsync<Page<RunEvent>>($"v1/runs/{id}/events?after={after}&wait=30");
            Assert.NotEmpty(page.Items);
            after = page.Items[^1].Id;
            asked = page.Items.Any(e => e.Type == RunEventTypes.ApprovalRequested);
        }

        Task<Page<RunEvent>> next = _api.GetAsync<Page<RunEvent>>($"v1/runs/{id}/events?after={after}&wait=30");
        Page<ApprovalView> questions = await _api.GetAsync<Page<ApprovalView>>($"v1/runs/{id}/approvals");
        ApprovalView question = Assert.Single(questions.Items);
        Assert.False(next.IsCompleted);
        using HttpResponseMessage answered = await _api.SendAsync(HttpMethod.Post, $"v1/runs/{id}/approvals/{question.Id}", """{"answer": "no"}""");
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);

        Assert.Equal(RunEventTypes.ApprovalDecided, (await next).Items[0].Type);
        Problem late = await _api.ProblemAsync(HttpMethod.Post, $"v1/runs/{id}/approvals/{question.Id}", HttpStatusCode.Conflict, """{"answer": "yes"}""");
        Assert.Equal("already_decided", late.Code);
        Assert.Equal(RunStatus.Rejected, (await served.EndAsync(id)).Status);
    }

    [Fact]
    public async Task Artifact_ByRange_GivesThatPart()
    {
        string id = await served.CreateAsync("sum must add");
        RunView run = await served.EndAsync(id);
        Assert.Equal(RunStatus.Succeeded, run.Status);
        using HttpResponseMessage whole = await _api.SendAsync(HttpMethod.Get, $"v1/runs/{id}/artifacts/patch");
        using HttpResponseMessage part = await _api.SendAsync(HttpMethod.Get, $"v1/runs/{id}/artifacts/patch", null, ("Range", "bytes=0-9"));
        using HttpResponseMessage diff = await _api.SendAsync(HttpMethod.Get, $"v1/runs/{id}/diff");

        string text = await whole.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(text[..10], await part.Content.ReadAsStringAsync());
        Assert.Equal(text, await diff.Content.ReadAsStringAsync());
    }

    private static IEnumerable<string> Lines(IEnumerable<RunEvent> events) => events.Select(e => JsonSerializer.Serialize(e, ApiJson.Options));
}
