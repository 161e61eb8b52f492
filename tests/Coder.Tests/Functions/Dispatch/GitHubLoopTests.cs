using System.Collections.Concurrent;
using Coder.Contracts;
using Coder.Forge.Events;
using Coder.Functions.Dispatch;

namespace Coder.Tests.Functions.Dispatch;

/// <summary>From a label to a merged pull request, over real HTTP and real git.</summary>
public sealed class GitHubLoopTests
{
    [Fact]
    public async Task Label_ToMergedPullRequest()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync(webhooks: true);
        loop.Settings("merge: {method: squash, when: approved}\n");
        int issue = loop.Alice.OpenIssue("Say hello in Spanish too", "The greeting knows English only.");

        loop.Model("hola.txt", "hola\n");
        loop.Reviewer("It adds a greeting.", ("hola.txt", 1, "No punctuation."), ("README.md", 1, "Say so here."));
        loop.Alice.Label(issue, "coder");
        RunView made = await loop.EndOfRunAsync(1);

        Assert.Equal(RunStatus.Succeeded, made.Status);
        int number = made.PullRequest!.Number;
        RepoPullRequest pull = loop.Pull(number);
        Assert.StartsWith($"coder/implementer/say-hello-in-spanish-too-", pull.HeadBranch, StringComparison.Ordinal);
        Assert.StartsWith($"Closes #{issue}\n", pull.Body, StringComparison.Ordinal);
        Assert.Contains("## Plan\n\nAdd a file with the greeting.\n", pull.Body, StringComparison.Ordinal);
        Assert.Contains("| test | passed |", pull.Body, StringComparison.Ordinal);
        (string message, string author) = Assert.Single(loop.Repository.Between("main", pull.HeadBranch).Select(commit => (commit.Message, commit.Author)));
        Assert.Contains("Co-authored-by: alice <", message, StringComparison.Ordinal);
        Assert.StartsWith($"{loop.Server.App.BotLogin} <", author, StringComparison.Ordinal);
        Assert.Equal(("main", false, made.Commit), (pull.BaseBranch, pull.IsDraft, pull.HeadCommit));
        Assert.Equal("hola", loop.Repository.File(pull.HeadBranch, "hola.txt"));
        Assert.Contains($"pull request #{number}", Assert.Single(loop.Texts("comments", "body")), StringComparison.Ordinal);
        Assert.Equal(["eyes", "rocket"], loop.Texts("reactions", "content"));

        RunView reviewed = await loop.EndOfRunAsync(2);
        Assert.Equal((RunStatus.Succeeded, "reviewer", null), (reviewed.Status, reviewed.Agent, reviewed.PullRequest));
        Assert.StartsWith("It adds a greeting.\n\nFurther findings:\n\n- `README.md:1`: Say so here.", Assert.Single(loop.Texts("reviews", "body")), StringComparison.Ordinal);
        Assert.Equal("No punctuation.", Assert.Single(loop.Texts("review_comments", "body")));
        Assert.Equal(["Coder / coder success", "Coder / reviewer success"], Checks(loop, made.Commit!));
        Assert.Contains("+hola", await loop.TranscriptAsync(reviewed), StringComparison.Ordinal);

        loop.Model("hola.txt", "¡hola!\n");
        loop.Alice.Review(number, "COMMENT", "", ("hola.txt", 1, "With proper punctuation, please."));
        RunView mended = await loop.EndOfRunAsync(3);

        Assert.Equal((RunStatus.Succeeded, number), (mended.Status, mended.PullRequest!.Number));
        Assert.Equal((mended.Commit, "¡hola!"), (loop.Pull(number).HeadCommit, loop.Repository.File(pull.HeadBranch, "hola.txt")));
        Assert.Contains("hola.txt:1: With proper punctuation", mended.Prompt, StringComparison.Ordinal);
        Assert.Equal("open", loop.Pull(number).State);

        loop.Alice.Review(number, "APPROVE", "Good.");
        await loop.UntilAsync(() => Task.FromResult(loop.Pull(number).IsMerged));

        Assert.Equal("¡hola!", loop.Repository.File("main", "hola.txt"));
        Assert.Equal("closed", loop.Server.Alone(() => (string)loop.Repository.Issue(issue)["state"]!));
        Assert.All(loop.Server.Requests, request => Assert.InRange(request.Status, 200, 399));
        Assert.All(loop.Server.Tokens, token => Assert.Single(token.RepositoryIds!));
        await AssertNowhereAsync(loop);
    }

    [Fact]
    public async Task Label_EveryAnswerOfTheForgeIsLostOnce_EverythingIsThereOnce()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync(webhooks: true);
        int issue = loop.Alice.OpenIssue("Say hello in Spanish too", "");
        ConcurrentDictionary<string, bool> lost = new();
        loop.Server.Committed = request => lost.TryAdd(request.Operation, true) && !request.Operation.Contains("access_tokens", StringComparison.Ordinal)
            ? throw new IOException("The answer is lost.")
            : Task.CompletedTask;

        loop.Model("hola.txt", "hola\n");
        loop.Alice.Label(issue, "coder");
        RunView made = await loop.EndOfRunAsync(1);

        Assert.Equal(RunStatus.Succeeded, made.Status);
        Assert.InRange(lost.Count, 6, 20);
        Assert.Equal(["success"], loop.Texts("check_runs", "conclusion"));
        Assert.Single(loop.Texts("comments", "body"));
        Assert.Equal(["eyes", "rocket"], loop.Texts("reactions", "content"));
        Assert.False(loop.Repository.IsPullRequest(made.PullRequest!.Number + 1));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(loop.Repository.Folder, "refs", "heads"), "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Review_ThatAsksForChanges_IsHeededThreeTimes()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = await PullRequestAsync(loop);
        for (int round = 1; round <= WorkQueue.AutomaticRoundsMax; round++)
        {
            loop.Model("hola.txt", $"hola {round}\n");
            Assert.True((await loop.HandleAsync(loop.Reviewed(number, "REQUEST_CHANGES", "", ("hola.txt", 1, $"More of it, {round}.")))).Acted);
            RunView mended = await loop.EndOfRunAsync(1 + round);
            Assert.Equal((RunStatus.Succeeded, loop.Pull(number).HeadCommit), (mended.Status, mended.Commit));
            Assert.Contains($"- hola.txt:1: More of it, {round}.", mended.Prompt, StringComparison.Ordinal);
        }

        EventOutcome fourth = await loop.HandleAsync(loop.Reviewed(number, "REQUEST_CHANGES", "Still more."));

        Assert.Equal((false, $"hola {WorkQueue.AutomaticRoundsMax}"), (fourth.Acted, loop.Repository.File(loop.Pull(number).HeadBranch, "hola.txt")));
        Assert.Contains("3 rounds were made already", loop.Texts("comments", "body").Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfOthersThatFailed_IsMended_AndPassedGatesMerge()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        loop.Settings("merge: {when: gates_pass}\nrequired_checks: [ci]\nreview: {when: never}\n");
        int number = await PullRequestAsync(loop);
        string first = loop.Pull(number).HeadCommit;
        loop.Model("hola.txt", "¡hola!\n");

        Assert.True((await loop.HandleAsync(loop.Checked(number, first, "failure"))).Acted);
        RunView mended = await loop.EndOfRunAsync(2);
        Assert.False((await loop.HandleAsync(loop.Checked(number, first, "failure"))).Acted);
        Assert.False(loop.Pull(number).IsMerged);
        loop.Status(mended.Commit!, "ci", "success");
        EventOutcome passed = await loop.HandleAsync(loop.Checked(number, mended.Commit!, "success"));

        Assert.Contains("The check \"ci\" has failed", mended.Prompt, StringComparison.Ordinal);
        Assert.Equal((true, $"merged #{number}"), (passed.Acted, passed.Summary));
        Assert.Equal("¡hola!", loop.Repository.File("main", "hola.txt"));
    }

    [Fact]
    public async Task Test_ThatFails_IsAnAnnotationAtItsLine()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = await PullRequestAsync(loop);
        string head = loop.Pull(number).HeadCommit;
        loop.Model("README.md", "Nothing that the test looks for.\n");

        await loop.HandleAsync(loop.Commented(number, "/coder fix the readme"));
        RunView failed = await loop.EndOfRunAsync(2);

        Assert.Equal(RunStatus.Failed, failed.Status);
        System.Text.Json.Nodes.JsonNode check = loop.Server.Alone(() => loop.Repository.Copies("check_runs")).Last();
        Assert.Equal((head, "failure"), ((string)check["head_sha"]!, (string)check["conclusion"]!));
        System.Text.Json.Nodes.JsonNode annotation = Assert.Single(check["annotations"]!.AsArray())!;
        Assert.Equal(("README.md", 1, "failure"), ((string)annotation["path"]!, (int)annotation["start_line"]!, (string)annotation["annotation_level"]!));
        Assert.Equal("-1", loop.Texts("reactions", "content").Last());
    }

    [Fact]
    public async Task Cancel_OfAStoredRun_EndsIt()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int issue = loop.Alice.OpenIssue("Say hello in Spanish too", "");
        loop.Model("hola.txt", "hola\n");
        IRepoEventHandler handler = loop.Host.Service<IRepoEventHandler>();

        await handler.HandleAsync(loop.Labeled(issue), TestContext.Current.CancellationToken);
        EventOutcome second = await handler.HandleAsync(loop.Commented(issue, "/coder implement"), TestContext.Current.CancellationToken);
        EventOutcome canceled = await handler.HandleAsync(loop.Commented(issue, "/coder cancel"), TestContext.Current.CancellationToken);
        RunView end = await loop.EndOfRunAsync(1);

        Assert.Equal((false, true, RunStatus.Canceled), (second.Acted, canceled.Acted, end.Status));
        Assert.Null(end.PullRequest);
        Assert.Contains("canceled", Assert.Single(loop.Texts("comments", "body"), text => !text.StartsWith('/')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ByThoseWhoMayNot_DoesNothing()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int issue = loop.Alice.OpenIssue("Say hello in Spanish too", "");

        EventOutcome[] outcomes =
        [
            await loop.HandleAsync(loop.Labeled(issue, by: "bob")), await loop.HandleAsync(loop.Labeled(issue, label: "bug")), await loop.HandleAsync(loop.Commented(issue, "/coder implement", by: "bob")),
            await loop.HandleAsync(loop.Commented(issue, "/coder implement", by: "robot[bot]", isBot: true)), await loop.HandleAsync(loop.Commented(issue, "Ask /coder implement")),
        ];

        Assert.All(outcomes, outcome => Assert.False(outcome.Acted, outcome.Summary));
        Assert.Empty(await loop.RunsAsync());
        Assert.Empty(loop.Texts("reactions", "content"));
    }

    [Fact]
    public async Task Event_HandledAgain_FindsItsRun()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        RepoEvent labeled = loop.Labeled(loop.Alice.OpenIssue("Say hello in Spanish too", ""));
        loop.Model("hola.txt", "hola\n");

        EventOutcome first = await loop.HandleAsync(labeled);
        EventOutcome during = await loop.HandleAsync(labeled);
        await loop.EndOfRunAsync(1);
        EventOutcome after = await loop.HandleAsync(labeled);

        Assert.True(first.Acted);
        Assert.Equal((first, first), (during, after));
        Assert.Single(await loop.RunsAsync());
    }

    [Fact]
    public async Task Push_ByOthersWhileTheRunWorks_IsContinuedByAnotherRun()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = await PullRequestAsync(loop);
        string branch = loop.Pull(number).HeadBranch;
        RepoEvent asked = loop.Commented(number, "/coder fix it");
        loop.Model("hola.txt", "ours\n");

        await loop.Host.Service<IRepoEventHandler>().HandleAsync(asked, TestContext.Current.CancellationToken);
        loop.Repository.CommitFile(branch, "theirs.txt", "theirs\n");
        RunView moved = await loop.EndOfRunAsync(2);
        RunView next = await loop.EndOfRunAsync(3);

        Assert.Equal((RunStatus.Failed, "branch_moved"), (moved.Status, moved.ErrorCode));
        Assert.Equal((RunStatus.Succeeded, "integrator", loop.Repository.Commit(branch)), (next.Status, next.Agent, next.Commit));
        Assert.Equal(0, next.Usage.Turns);
        Assert.Equal(("ours", "theirs"), (loop.Repository.File(branch, "hola.txt"), loop.Repository.File(branch, "theirs.txt")));
        Assert.Equal(["eyes", "rocket", "eyes", "rocket"], loop.Texts("reactions", "content"));
    }

    private static string[] Checks(GitHubLoop loop, string commit) => loop.Server.Alone(() =>
        loop.Repository.Copies("check_runs").Where(run => (string)run["head_sha"]! == commit).Select(run => $"{run["name"]} {run["conclusion"]}").Order(StringComparer.Ordinal).ToArray());

    internal static async Task<int> PullRequestAsync(GitHubLoop loop)
    {
        loop.Model("hola.txt", "hola\n");
        await loop.HandleAsync(loop.Labeled(loop.Alice.OpenIssue("Say hello in Spanish too", "")));
        return (await loop.EndOfRunAsync(1)).PullRequest!.Number;
    }

    private static async Task AssertNowhereAsync(GitHubLoop loop)
    {
        List<string> shown = [];
        foreach (string run in await loop.RunsAsync())
        {
            shown.Add(await loop.Host.Http.GetStringAsync($"/v1/runs/{run}/events?limit=1000"));
        }

        await loop.Host.DisposeAsync();
        string[] tokens = [.. loop.Server.Tokens.Select(token => token.Token)];
        Assert.NotEmpty(tokens);
        Assert.All(
            shown.Concat(Directory.EnumerateFiles(loop.Home, "*", SearchOption.AllDirectories).Select(File.ReadAllText)),
            text => Assert.DoesNotContain(tokens, token => text.Contains(token, StringComparison.Ordinal)));
    }
}
