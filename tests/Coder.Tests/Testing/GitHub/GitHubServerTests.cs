using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Coder.Forge.GitHub.Access;
using Coder.Testing.GitHub;
using Coder.Testing.GitHub.Access;
using Coder.Testing.GitHub.OpenApi;
using Coder.Testing.GitHub.State;
using Coder.Tests.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Octokit;
using Octokit.Internal;

namespace Coder.Tests.Testing.GitHub;

/// <summary>The double itself: what it refuses, keeps and sends.</summary>
public sealed class GitHubServerTests : IAsyncLifetime
{
    private const string Secret = "a secret";

    private readonly ConcurrentQueue<(string Event, string Guid, string Signature, byte[] Body)> _received = new();
    private volatile bool _failing;
    private GitHubServer _server = null!;
    private GitHubRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GitHubServer.StartAsync();
        _repository = _server.CreateRepository("acme", "widgets");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Request_WithAFieldThatGitHubDoesNotKnow_IsRefused()
    {
        ApiException refusal = await Assert.ThrowsAsync<ApiException>(() => Client(("checks", "write")).Connection.Post<string>(
            new Uri("repos/acme/widgets/check-runs", UriKind.Relative), new { name = "x", head_sha = "y", output = new { title = "t", summery = "s" } }, null, null));

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Contains("NoAdditionalPropertiesAllowed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("PropertyRequired", refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(RequestRules.Violations(_server.Requests[0].Operation, new Dictionary<string, string>(), _server.Requests[0].Body));
    }

    [Theory]
    [InlineData("state=everything", "query state: NotInEnumeration")]
    [InlineData("per_page=many", "query per_page")]
    [InlineData("colour=red", "query colour: unknown")]
    public async Task Query_ThatGitHubDoesNotKnow_IsRefused(string query, string expected)
    {
        ApiException refusal = await Assert.ThrowsAsync<ApiException>(() => Client(("pull_requests", "read")).Connection.Get<string>(
            new Uri($"repos/acme/widgets/pulls?{query}", UriKind.Relative), null));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Annotations_MoreThanFiftyInARequest_AreRefused()
    {
        NewCheckRunAnnotation[] annotations = [.. Enumerable.Range(1, 51).Select(line => new NewCheckRunAnnotation("a", line, line, CheckAnnotationLevel.Notice, "m"))];
        NewCheckRun run = new("x", _repository.Commit("main")!) { Output = new NewCheckRunOutput("t", "s") { Annotations = annotations } };

        ApiException refusal = await Assert.ThrowsAsync<ApiException>(() => Client(("checks", "write")).Check.Run.Create("acme", "widgets", run));

        Assert.Contains("TooManyItems", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithoutThePermission_IsRefused()
    {
        GitHubClient client = Client(("issues", "read"));
        int issue = _server.User(_repository, "alice").OpenIssue("t", "b");

        Assert.Equal("t", (await client.Issue.Get("acme", "widgets", issue)).Title);
        await Assert.ThrowsAsync<ForbiddenException>(() => client.Issue.Comment.Create("acme", "widgets", issue, "hello"));
        await Assert.ThrowsAsync<ForbiddenException>(() => client.PullRequest.Get("acme", "widgets", 1));
        await Assert.ThrowsAsync<AuthorizationException>(() => Client(new Credentials("made up")).Issue.Get("acme", "widgets", issue));
    }

    [Fact]
    public async Task Merge_ClosesTheIssueThatTheBodyNames()
    {
        int issue = _server.User(_repository, "alice").OpenIssue("It is broken", "");
        _repository.BranchFrom("main", "fix");
        string head = _repository.CommitFile("fix", "fix.txt", "fixed\n");
        GitHubClient client = Client(("contents", "write"), ("pull_requests", "write"), ("issues", "read"));
        PullRequest pull = await client.PullRequest.Create("acme", "widgets", new NewPullRequest("Fix", "fix", "main") { Body = $"Fixes #{issue}." });

        await Assert.ThrowsAsync<PullRequestMismatchException>(() => client.PullRequest.Merge("acme", "widgets", pull.Number, new MergePullRequest { Sha = new string('0', 40) }));
        PullRequestMerge merge = await client.PullRequest.Merge("acme", "widgets", pull.Number, new MergePullRequest { Sha = head, MergeMethod = PullRequestMergeMethod.Squash });

        Assert.Equal((merge.Sha, "fixed"), (_repository.Commit("main"), _repository.File("main", "fix.txt")));
        Assert.Equal(ItemState.Closed, (await client.Issue.Get("acme", "widgets", issue)).State.Value);
        Assert.True((await client.PullRequest.Get("acme", "widgets", pull.Number)).Merged);
    }

    [Fact]
    public async Task Merge_OfAConflict_IsRefused()
    {
        _repository.BranchFrom("main", "fix");
        _repository.CommitFile("fix", "README.md", "theirs\n");
        _repository.CommitFile("main", "README.md", "ours\n");
        GitHubClient client = Client(("contents", "write"), ("pull_requests", "write"));
        PullRequest pull = await client.PullRequest.Create("acme", "widgets", new NewPullRequest("Fix", "fix", "main"));

        Assert.Equal((false, MergeableState.Dirty), (pull.Mergeable, pull.MergeableState!.Value.Value));
        await Assert.ThrowsAsync<PullRequestNotMergeableException>(() => client.PullRequest.Merge("acme", "widgets", pull.Number, new MergePullRequest()));
    }

    [Fact]
    public async Task References_ReleasesAndDeployments_AreKept()
    {
        GitHubClient client = Client(("contents", "write"), ("deployments", "write"));
        string main = _repository.Commit("main")!;

        await client.Git.Reference.Create("acme", "widgets", new NewReference("refs/heads/a/b", main));
        Assert.Equal(main, (await client.Git.Reference.Get("acme", "widgets", "heads/a/b")).Object.Sha);
        await client.Git.Reference.Delete("acme", "widgets", "heads/a/b");
        await Assert.ThrowsAsync<NotFoundException>(() => client.Git.Reference.Get("acme", "widgets", "heads/a/b"));

        Release release = await client.Repository.Release.Create("acme", "widgets", new NewRelease("v1") { Name = "One", TargetCommitish = "main" });
        Assert.Equal(release.Id, (await client.Repository.Release.Get("acme", "widgets", "v1")).Id);
        Assert.Equal(main, _repository.Commit("v1"));
        Assert.Equal("# widgets\n", Encoding.UTF8.GetString(await client.Repository.Content.GetRawContentByRef("acme", "widgets", "README.md", "v1")) + "\n");

        Deployment deployment = await client.Repository.Deployment.Create("acme", "widgets", new NewDeployment("main") { Environment = "production", RequiredContexts = [] });
        await client.Repository.Deployment.Status.Create("acme", "widgets", deployment.Id, new NewDeploymentStatus(DeploymentState.InProgress));
        Assert.Equal(DeploymentState.InProgress, Assert.Single(await client.Repository.Deployment.Status.GetAll("acme", "widgets", deployment.Id)).State.Value);
    }

    [Fact]
    public async Task Manifest_IsConvertedOnceItsCodeIsKnown()
    {
        GitHubClient client = Client(Credentials.Anonymous);

        GitHubAppFromManifest app = await client.GitHubApps.CreateAppFromManifest(_server.ManifestCode);

        Assert.Equal((_server.App.Id, _server.App.PrivateKeyPem), (app.Id, app.Pem));
        await Assert.ThrowsAsync<NotFoundException>(() => client.GitHubApps.CreateAppFromManifest("other"));
    }

    [Fact]
    public async Task Webhooks_AreSignedAndKeptForRedelivery()
    {
        await using WebApplication receiver = await ReceiveAsync();
        _server.SendWebhooksTo(new Uri(receiver.Urls.Single()), Secret);
        GitHubUser alice = _server.User(_repository, "alice");

        alice.Label(alice.OpenIssue("t", "b"), "coder");
        await Eventually.TrueAsync(() => _server.Deliveries.Count == 2);

        Assert.Equal(["issues", "issues"], _received.Select(one => one.Event));
        Assert.All(_received, one => Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), one.Body))}", one.Signature));
        Assert.Equal([("opened", 200), ("labeled", 200)], _server.Deliveries.Select(delivery => (delivery.Action, delivery.Status)));
    }

    [Fact]
    public async Task Webhook_ThatFailed_IsSentAgainOnRequestOnly()
    {
        _failing = true;
        await using WebApplication receiver = await ReceiveAsync();
        _server.SendWebhooksTo(new Uri(receiver.Urls.Single()), Secret);
        using RSA key = RSA.Create();
        key.ImportFromPem(_server.App.PrivateKeyPem);
        GitHubClient app = Client(new Credentials(AppToken.Create(_server.App.Id, key, TimeProvider.System.GetUtcNow()), AuthenticationType.Bearer));
        _server.User(_repository, "alice").OpenIssue("t", "b");
        await Eventually.TrueAsync(() => _server.Deliveries.Count == 1);

        _failing = false;
        string list = (await app.Connection.Get<string>(new Uri("app/hook/deliveries", UriKind.Relative), null)).Body;
        Assert.Contains("\"status_code\":500", list, StringComparison.Ordinal);
        await app.Connection.Post(new Uri($"app/hook/deliveries/{_server.Deliveries[0].Id}/attempts", UriKind.Relative));
        await Eventually.TrueAsync(() => _server.Deliveries.Count == 2);

        Assert.Equal([(500, false), (200, true)], _server.Deliveries.Select(delivery => (delivery.Status, delivery.IsRedelivery)));
        Assert.Single(_received.Select(one => one.Guid).Distinct());
    }

    private async Task<WebApplication> ReceiveAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication receiver = builder.Build();
        receiver.MapPost("/", async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            IHeaderDictionary headers = context.Request.Headers;
            _received.Enqueue((headers["X-GitHub-Event"].ToString(), headers["X-GitHub-Delivery"].ToString(), headers["X-Hub-Signature-256"].ToString(), body.ToArray()));
            context.Response.StatusCode = _failing ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        });
        await receiver.StartAsync();
        return receiver;
    }

    private GitHubClient Client(params (string Name, string Level)[] permissions)
    {
        InstallationToken token = _server.IssueToken(new HashSet<long> { _repository.Id }, permissions.ToDictionary(one => one.Name, one => one.Level));
        return Client(new Credentials(token.Token));
    }

    private GitHubClient Client(Credentials credentials) => new(new Connection(new ProductHeaderValue("tests"), _server.Address, new InMemoryCredentialStore(credentials)));
}
