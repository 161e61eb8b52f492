using System.Text.Json.Nodes;
using Octokit;

namespace Embedded.Tests.Octokit;

/// <summary>What goes over the wire.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData(AuthenticationType.Oauth, "Token secret")]
    [InlineData(AuthenticationType.Bearer, "Bearer secret")]
    public async Task Request_CarriesCredentialsNameAndVersion(AuthenticationType type, string expected)
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(System.Net.HttpStatusCode.OK, """{ "id": 7, "slug": "coder" }""");

        GitHubApp app = await server.Client(new Credentials("secret", type)).GitHubApps.GetCurrent();

        Assert.Equal((7, "coder"), (app.Id, app.Slug));
        ScriptedServer.Seen request = Assert.Single(server.Requests);
        Assert.Equal(("GET", "/app"), (request.Method, request.Target));
        Assert.Equal($"{expected}, tests/1, 2022-11-28", $"{request.Headers.Authorization}, {request.Headers.UserAgent}, {request.Headers["X-GitHub-Api-Version"]}");
    }

    [Fact]
    public async Task Names_WithSlashesAndOtherSigns_AreEscaped()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(System.Net.HttpStatusCode.OK, "{}");
        GitHubClient client = server.Client();

        await client.Repository.Branch.Get("o", "r", "feature/a b");
        await client.Issue.Labels.Get("o", "r", "area/ui #1");
        await client.Git.Reference.Get("o", "r", "heads/feature/x");
        await client.Repository.Content.GetRawContentByRef("o", "r", "docs/a b.md", "feature/x");

        Assert.Equal(
            ["/repos/o/r/branches/feature%2Fa%20b", "/repos/o/r/labels/area%2Fui%20%231", "/repos/o/r/git/ref/heads/feature/x", "/repos/o/r/contents/docs/a%20b.md?ref=feature%2Fx"],
            server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Body_IsInSnakeCaseWithoutNulls()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(System.Net.HttpStatusCode.Created, """{ "id": 3, "started_at": null, "status": "queued" }""");
        NewCheckRun run = new("Coder / coder", "abc")
        {
            ExternalId = "run-1",
            Status = CheckStatus.InProgress,
            Conclusion = CheckConclusion.TimedOut,
            CompletedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            Output = new NewCheckRunOutput("t", "s") { Annotations = [new NewCheckRunAnnotation("a.cs", 1, 2, CheckAnnotationLevel.Failure, "m")] },
        };

        CheckRun made = await server.Client().Check.Run.Create("o", "r", run);

        Assert.Equal((3, default, CheckStatus.Queued), (made.Id, made.StartedAt, made.Status.Value));
        JsonNode expected = JsonNode.Parse(
            """
            { "name": "Coder / coder", "head_sha": "abc", "external_id": "run-1", "status": "in_progress", "conclusion": "timed_out", "completed_at": "2026-01-02T01:04:05Z",
              "output": { "title": "t", "summary": "s", "annotations": [ { "path": "a.cs", "start_line": 1, "end_line": 2, "annotation_level": "failure", "message": "m" } ] } }
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(server.Requests[0].Body)), server.Requests[0].Body);
    }

    [Fact]
    public async Task Reaction_PlusOne_IsWrittenAsGitHubWritesIt()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(System.Net.HttpStatusCode.Created, """{ "id": 1, "content": "+1" }""");

        Reaction made = await server.Client().Reaction.IssueComment.Create("o", "r", 5, new NewReaction(ReactionType.Plus1));

        Assert.Equal("""{"content":"\u002B1"}""", server.Requests[0].Body);
        Assert.Equal(ReactionType.Plus1, made.Content.Value);
    }

    [Fact]
    public async Task List_OfPullRequests_AsksByItsParameters()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(System.Net.HttpStatusCode.OK, "[]");

        await server.Client().PullRequest.GetAllForRepository(
            "o", "r", new PullRequestRequest { State = ItemStateFilter.All, Head = "o:b", SortDirection = SortDirection.Descending }, new ApiOptions { PageSize = 100 });

        Assert.Equal("/repos/o/r/pulls?state=all&head=o%3Ab&sort=created&direction=desc&per_page=100", server.Requests[0].Target);
    }

    [Fact]
    public async Task Redirect_OfARenamedRepository_IsFollowedWithTheCredentials()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync((seen, response) =>
        {
            if (seen.Target != "/repos/o/old")
            {
                return """{ "full_name": "o/new" }""";
            }

            response.StatusCode = 301;
            response.Headers.Location = "/repositories/5";
            return "{}";
        });

        Assert.Equal("o/new", (await server.Client().Repository.Get("o", "old")).FullName);

        Assert.Equal(("/repositories/5", "Token token-1"), (server.Requests[1].Target, server.Requests[1].Headers.Authorization.ToString()));
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_DoesNotTellTheToken()
    {
        await using ScriptedServer other = await ScriptedServer.StartAsync(System.Net.HttpStatusCode.OK, """{ "full_name": "x/y" }""");
        await using ScriptedServer server = await ScriptedServer.StartAsync(System.Net.HttpStatusCode.Found, "{}", ("Location", $"{other.Address}elsewhere"));

        await server.Client().Repository.Get("o", "r");

        Assert.Equal(0, other.Requests[0].Headers.Authorization.Count);
    }
}
