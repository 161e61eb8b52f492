using System.Diagnostics;
using Coder.Forge;
using Coder.Forge.Checks;
using Coder.Forge.Comments;
using Coder.Forge.GitHub;
using Coder.Forge.Reviews;
using Coder.Testing;
using Coder.Testing.GitHub;
using Coder.Testing.GitHub.Access;
using Coder.Testing.Repositories;
using Octokit;

namespace Coder.Tests.Forge.GitHub;

/// <summary>What only GitHub has: tokens, limits, other people.</summary>
public sealed class GitHubForgeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Tokens_AreOfOneRepositoryAndOnePurpose()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Server.CreateRepository("acme", "secrets");

        await github.Forge.GetRemoteAsync(github.Name, write: false, None);
        await github.Forge.GetPermissionAsync(github.Name, "alice", None);

        Assert.All(github.Server.Tokens, token => Assert.Equal([github.Repository.Id], token.RepositoryIds!));
        Assert.Equal(["contents=read", "metadata=read"], github.Server.Tokens.SelectMany(token => token.Permissions).Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Author_IsTheAppsAccountAtGitHub()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();

        (string name, string address) = await github.Forge.GetAuthorAsync(github.Name, None);

        Assert.Equal(github.Server.App.BotLogin, name);
        Assert.Matches($@"^\d+\+{System.Text.RegularExpressions.Regex.Escape(name)}@users\.noreply\.", address);
    }

    [Fact]
    public async Task MarkReady_Draft_BecomesReadyAndIsNotAskedForAgain()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Repository.CommitFile("coder/x", "x.txt", "x\n");
        int number = (await github.Forge.PublishPullRequestAsync(github.Name, new PullRequestDraft("coder/x", "main", "X", "", "[]") { IsDraft = true }, None)).Number;
        Assert.True((await github.Forge.FindStateAsync(github.Name, number, None))!.IsDraft);

        Assert.Null(await github.Forge.MarkReadyAsync(github.Name, number, None));

        Assert.False((await github.Forge.FindStateAsync(github.Name, number, None))!.IsDraft);

        github.Server.Refuse = operation => operation == "POST /graphql" ? new Refusal(200, "It is ready") : null;
        Assert.Null(await github.Forge.MarkReadyAsync(github.Name, number, None));
    }

    [Fact]
    public async Task MarkReady_Refused_SaysWhy()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Repository.CommitFile("coder/x", "x.txt", "x\n");
        int number = (await github.Forge.PublishPullRequestAsync(github.Name, new PullRequestDraft("coder/x", "main", "X", "", "[]") { IsDraft = true }, None)).Number;
        github.Server.Refuse = operation => operation == "POST /graphql" ? new Refusal(200, "Resource not accessible by integration") : null;

        Assert.Equal("Resource not accessible by integration", await github.Forge.MarkReadyAsync(github.Name, number, None));
        Assert.True((await github.Forge.FindStateAsync(github.Name, number, None))!.IsDraft);
    }

    [Fact]
    public async Task FindOpen_ByBranch_FindsOpenPullRequestsOnly()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Repository.CommitFile("coder/x", "x.txt", "x\n");
        github.Repository.CommitFile("coder/y", "y.txt", "y\n");
        int number = github.Server.User(github.Repository, "alice").OpenPullRequest("X", "", "coder/x", "main");

        Assert.Equal(number, await github.Forge.FindOpenAsync(github.Name, "coder/x", None));
        Assert.Null(await github.Forge.FindOpenAsync(github.Name, "coder/y", None));
    }

    [Fact]
    public async Task Review_WithALineThatGitHubDoesNotFind_IsTextAsAWhole()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Repository.BranchFrom("main", "coder/x");
        string head = github.Repository.CommitFile("coder/x", "x.txt", "x\n");
        int number = github.Server.User(github.Repository, "alice").OpenPullRequest("X", "", "coder/x", "main");
        ReviewDraft draft = new("review/1", head, "Two things.", [new LineComment("x.txt", 1, "First."), new LineComment("x.txt", 9, "Second.")]);

        await github.Forge.PutReviewAsync(github.Name, number, draft, None);
        await github.Forge.PutReviewAsync(github.Name, number, draft, None);

        string body = (string)Assert.Single(github.Repository.Copies("reviews"))["body"]!;
        Assert.StartsWith("Two things.\n\n`x.txt:1`: First.\n\n`x.txt:9`: Second.\n", body, StringComparison.Ordinal);
        Assert.Empty(github.Repository.Copies("review_comments"));
    }

    [Fact]
    public async Task Token_IsKeptUntilFiveMinutesBeforeItsEnd()
    {
        ManualTime time = new();
        await using GitHubFixture github = await GitHubFixture.StartAsync(time);

        GitRemote first = await github.Forge.GetRemoteAsync(github.Name, write: true, None);
        time.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal(first, await github.Forge.GetRemoteAsync(github.Name, write: true, None));
        time.Advance(TimeSpan.FromSeconds(1));
        GitRemote second = await github.Forge.GetRemoteAsync(github.Name, write: true, None);

        Assert.NotEqual(first.Authorization, second.Authorization);
        Assert.Equal(2, github.Server.Tokens.Count);
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromHours(1), second.ExpiresAt);
    }

    [Fact]
    public async Task Remote_ForWriting_TakesAPushAndForReadingRefusesIt()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        using TemporaryRepository clone = new(init: false);
        GitRemote read = await github.Forge.GetRemoteAsync(github.Name, write: false, None);
        GitRemote write = await github.Forge.GetRemoteAsync(github.Name, write: true, None);

        Git(clone.Root, read, "clone", "--quiet", "--filter=blob:none", read.Url, "work");
        string work = Path.Combine(clone.Root, "work");
        File.WriteAllText(Path.Combine(work, "new.txt"), "new\n");
        Git(work, read, "add", ".");
        Git(work, read, "commit", "--quiet", "-m", "New file");

        Assert.NotEqual(0, TryGit(work, read, "push", "--quiet", read.Url, "HEAD:refs/heads/coder/x"));
        Git(work, write, "push", "--quiet", write.Url, "HEAD:refs/heads/coder/x");

        Assert.Equal("new\n", github.Repository.File("coder/x", "new.txt") + "\n");
        Assert.DoesNotContain(write.Authorization!, write.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(clone.Root, "config", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("Basic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alice", UserPermission.Write)]
    [InlineData("root", UserPermission.Admin)]
    [InlineData("triager", UserPermission.Read)]
    [InlineData("stranger", UserPermission.None)]
    public async Task Permission_OfAUser_IsAsked(string user, UserPermission expected)
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Repository.Roles["root"] = "admin";
        github.Repository.Roles["triager"] = "triage";

        Assert.Equal(expected, await github.Forge.GetPermissionAsync(github.Name, user, None));
    }

    [Fact]
    public async Task Comment_OfAnotherWithOurKey_IsNotTouched()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        GitHubUser alice = github.Server.User(github.Repository, "alice");
        int issue = alice.OpenIssue("It is broken", "");
        long copied = alice.Comment(issue, "Mine\n\n<!-- coder:status -->");

        Comment ours = await github.Forge.PutCommentAsync(github.Name, issue, new CommentDraft("status", "Ours"), None);

        Assert.NotEqual($"{copied}", ours.Id);
        Assert.Equal(0, github.Count("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}"));
    }

    [Fact]
    public async Task Checks_OfOthers_AreListedWithOurs()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        string commit = github.Repository.Commit("main")!;
        GitHubClient ci = Client(github, ("statuses", "write"));
        await ci.Repository.Status.Create("acme", "widgets", commit, new NewCommitStatus { State = CommitState.Pending, Context = "ci/build" });
        await ci.Repository.Status.Create("acme", "widgets", commit, new NewCommitStatus { State = CommitState.Error, Context = "ci/build" });
        await github.Forge.PutCheckAsync(github.Name, new CheckDraft("k", "Coder / coder", commit, CheckState.NotRun, "t", "s", []), None);

        IReadOnlyDictionary<string, CheckState> checks = await github.Forge.ListChecksAsync(github.Name, commit, None);

        Assert.Equal((2, CheckState.Failed, CheckState.NotRun), (checks.Count, checks["ci/build"], checks["Coder / coder"]));
    }

    [Fact]
    public async Task SecondaryLimit_IsWaitedForAsLongAsGitHubSays()
    {
        HastyTime time = new() { SkippedMax = GitHubRetry.WaitMax };
        await using GitHubServer server = await GitHubServer.StartAsync(time);
        server.CreateRepository("acme", "widgets");
        using GitHubForge forge = new(new GitHubSettings(server.App.Id, server.App.PrivateKeyPem, server.Address, server.Address), time);
        int refusals = 2;
        server.Refuse = operation => operation.EndsWith("/permission", StringComparison.Ordinal) && refusals-- > 0 ? Refusal.SecondaryLimit(30) : null;

        Assert.Equal(UserPermission.None, await forge.GetPermissionAsync(new RepositoryName("acme/widgets"), "x", None));

        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)], time.Waits.Where(wait => wait >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task SecondaryLimit_LongerThanAMinute_IsTheCallersToWaitFor()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Server.Refuse = operation => operation.EndsWith("/permission", StringComparison.Ordinal) ? Refusal.SecondaryLimit(61) : null;

        await Assert.ThrowsAsync<SecondaryRateLimitExceededException>(() => github.Forge.GetPermissionAsync(github.Name, "x", None));
    }

    [Fact]
    public async Task PullRequest_WhoseAnswerWasLost_IsNotMadeTwice()
    {
        await using GitHubFixture github = await GitHubFixture.StartAsync();
        github.Repository.BranchFrom("main", "coder/x");
        github.Repository.CommitFile("coder/x", "x.txt", "x");
        PullRequestDraft draft = new("coder/x", "main", "Fix it", "", "[]");
        github.Server.Committed = request => request.Operation.EndsWith("/pulls", StringComparison.Ordinal) ? throw new IOException("lost") : Task.CompletedTask;
        Coder.Forge.PullRequest published = await github.Forge.PublishPullRequestAsync(github.Name, draft, None);

        Assert.Equal(1, published.Number);
        Assert.Equal(1, github.Count("POST /repos/{owner}/{repo}/pulls"));
    }

    private static GitHubClient Client(GitHubFixture github, params (string Name, string Level)[] permissions)
    {
        InstallationToken token = github.Server.IssueToken(null, permissions.ToDictionary(one => one.Name, one => one.Level));
        return new GitHubClient(new Connection(new ProductHeaderValue("ci"), github.Server.Address, new Octokit.Internal.InMemoryCredentialStore(new Credentials(token.Token))));
    }

    private static void Git(string folder, GitRemote remote, params string[] arguments) => Assert.Equal(0, TryGit(folder, remote, arguments));

    private static int TryGit(string folder, GitRemote remote, params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-c", "user.name=u", "-c", "user.email=u@example.com", .. arguments]) { WorkingDirectory = folder, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_COUNT"] = "1";
        start.Environment["GIT_CONFIG_KEY_0"] = "http.extraHeader";
        start.Environment["GIT_CONFIG_VALUE_0"] = $"Authorization: {remote.Authorization}";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
