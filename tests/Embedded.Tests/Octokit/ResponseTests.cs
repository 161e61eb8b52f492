using System.Net;
using Octokit;
using Octokit.Caching;
using Octokit.Internal;

namespace Embedded.Tests.Octokit;

/// <summary>What is made of an answer.</summary>
public sealed class ResponseTests
{
    private const string Secondary = """{ "message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." }""";

    [Fact]
    public async Task Pages_OfAList_AreFollowedToTheEnd()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((seen, response) =>
        {
            int page = int.Parse(seen.Target[^1..], System.Globalization.CultureInfo.InvariantCulture);
            if (page < 3)
            {
                response.Headers.Link = $"<http://{seen.Headers.Host}/repos/o/r/issues/1/comments?page={page + 1}>; rel=\"next\", <http://{seen.Headers.Host}/last?page=3>; rel=\"last\"";
            }

            return $$"""[ { "id": {{page}} } ]""";
        });

        IReadOnlyList<IssueComment> all = await server.Client().Issue.Comment.GetAllForIssue("o", "r", 1, new ApiOptions { StartPage = 1 });
        IReadOnlyList<IssueComment> two = await server.Client().Issue.Comment.GetAllForIssue("o", "r", 1, new ApiOptions { StartPage = 1, PageCount = 2 });

        Assert.Equal([1, 2, 3], all.Select(comment => comment.Id));
        Assert.Equal([1, 2], two.Select(comment => comment.Id));
    }

    [Fact]
    public async Task Cache_OfAnUnchangedResource_IsUsedAfterA304()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((seen, response) =>
        {
            response.Headers.ETag = "\"v1\"";
            if (seen.Headers.IfNoneMatch == "\"v1\"")
            {
                response.StatusCode = 304;
                return null;
            }

            return """{ "name": "r" }""";
        });
        Connection connection = server.Connection();
        connection.ResponseCache = new Cache();
        GitHubClient client = new(connection);

        await client.Repository.Get("o", "r");

        Assert.Equal("r", (await client.Repository.Get("o", "r")).Name);
        Assert.Equal(["", "\"v1\""], server.Requests.Select(request => request.Headers.IfNoneMatch.ToString()));
    }

    [Fact]
    public async Task RateLimit_OfTheLastAnswer_IsTold()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            HttpStatusCode.OK, "{}", ("X-RateLimit-Limit", "5000"), ("X-RateLimit-Remaining", "4990"), ("X-RateLimit-Reset", "1800000000"));
        GitHubClient client = server.Client();

        await client.Repository.Get("o", "r");

        RateLimit limit = client.GetLastApiInfo().RateLimit;
        Assert.Equal((5000, 4990, DateTimeOffset.FromUnixTimeSeconds(1800000000)), (limit.Limit, limit.Remaining, limit.Reset));
    }

    [Theory]
    [InlineData(401, """{ "message": "Bad credentials" }""", typeof(AuthorizationException))]
    [InlineData(403, """{ "message": "Resource not accessible by integration" }""", typeof(ForbiddenException))]
    [InlineData(403, """{ "message": "API rate limit exceeded for installation ID 1." }""", typeof(RateLimitExceededException))]
    [InlineData(403, Secondary, typeof(SecondaryRateLimitExceededException))]
    [InlineData(403, """{ "message": "You have triggered an abuse detection mechanism." }""", typeof(AbuseException))]
    [InlineData(404, """{ "message": "Not Found" }""", typeof(NotFoundException))]
    [InlineData(422, """{ "message": "Validation Failed", "errors": [ { "resource": "PullRequest", "code": "custom" } ] }""", typeof(ApiValidationException))]
    [InlineData(451, """{ "message": "blocked" }""", typeof(LegalRestrictionException))]
    [InlineData(502, "<html>a proxy's page</html>", typeof(ApiException))]
    public async Task Refusal_BecomesItsException(int status, string body, Type expected)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((HttpStatusCode)status, body, ("Retry-After", "60"));

        ApiException refusal = await Assert.ThrowsAnyAsync<ApiException>(() => server.Client().Repository.Get("o", "r"));

        Assert.Equal(expected, refusal.GetType());
        Assert.Equal(status, (int)refusal.StatusCode);
        Assert.Equal("60", refusal.HttpResponse.Headers["retry-after"]);
        Assert.Contains(refusal.Message, body, StringComparison.Ordinal);
        Assert.Equal(refusal is AbuseException ? 60 : null, (refusal as AbuseException)?.RetryAfterSeconds);
    }

    [Theory]
    [InlineData(405, typeof(PullRequestNotMergeableException))]
    [InlineData(409, typeof(PullRequestMismatchException))]
    public async Task Merge_Refused_SaysWhy(int status, Type expected)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((HttpStatusCode)status, """{ "message": "no" }""");

        ApiException refusal = await Assert.ThrowsAnyAsync<ApiException>(() => server.Client().PullRequest.Merge("o", "r", 1, new MergePullRequest { Sha = "abc" }));

        Assert.Equal((expected, "no"), (refusal.GetType(), refusal.Message));
    }

    [Fact]
    public async Task StringEnum_WithAValueOfTomorrow_KeepsIt()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(
            HttpStatusCode.OK, """{ "total_count": 2, "check_runs": [ { "conclusion": "haunted", "status": "completed" }, { "conclusion": null, "status": "IN_PROGRESS" } ] }""");

        CheckRunsResponse runs = await server.Client().Check.Run.GetAllForReference("o", "r", "main");

        Assert.Equal("haunted", runs.CheckRuns[0].Conclusion!.Value.StringValue);
        Assert.False(runs.CheckRuns[0].Conclusion!.Value.TryParse(out _));
        Assert.Throws<ArgumentException>(() => runs.CheckRuns[0].Conclusion!.Value.Value);
        Assert.Null(runs.CheckRuns[1].Conclusion);
        Assert.Equal(CheckStatus.InProgress, runs.CheckRuns[1].Status.Value);
        Assert.True(runs.CheckRuns[1].Status == CheckStatus.InProgress);
    }

    private sealed class Cache : IResponseCache
    {
        private readonly Dictionary<string, CachedResponse.V1> _kept = [];

        public Task<CachedResponse.V1> GetAsync(IRequest request) => Task.FromResult(_kept.GetValueOrDefault(request.Endpoint.OriginalString)!);

        public Task SetAsync(IRequest request, CachedResponse.V1 cachedResponse)
        {
            _kept[request.Endpoint.OriginalString] = cachedResponse;
            return Task.CompletedTask;
        }
    }
}
