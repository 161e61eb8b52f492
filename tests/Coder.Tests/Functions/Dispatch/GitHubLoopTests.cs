using Coder.Contracts;
using Coder.Forge.Events;

namespace Coder.Tests.Functions.Dispatch;

/// <summary>From a label to a merged pull request, over real HTTP and real git.</summary>
public sealed class GitHubLoopTests
{
    [Fact]
    public async Task Label_ToMergedPullRequest()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        loop.Repository.CommitFile("main", ".coder/config.yml", "merge: {method: squash, when: approved}\n");
        int issue = loop.Alice.OpenIssue("Say hello in Spanish too", "The greeting knows English only.");

        loop.Model("hola.txt", "hola\n");
        loop.Alice.Label(issue, "coder");
        RepoEvent labeled = loop.Labeled(issue);
        Assert.True((await loop.HandleAsync(labeled)).Acted);
        RunView made = await loop.EndOfNewestRunAsync();

        Assert.Equal(RunStatus.Succeeded, made.Status);
        int number = made.PullRequest!.Number;
        RepoPullRequest pull = loop.Pull(number);
        Assert.StartsWith($"coder/implementer/say-hello-in-spanish-too-", pull.HeadBranch, StringComparison.Ordinal);
        Assert.StartsWith($"Closes #{issue}\n", pull.Body, StringComparison.Ordinal);
        Assert.Contains("| test | passed |", pull.Body, StringComparison.Ordinal);
        Assert.Equal(("main", false, made.Commit), (pull.BaseBranch, pull.IsDraft, pull.HeadCommit));
        Assert.Equal("hola", loop.Repository.File(pull.HeadBranch, "hola.txt"));
        Assert.Equal(["success"], loop.Texts("check_runs", "conclusion"));
        Assert.Contains($"pull request #{number}", Assert.Single(loop.Texts("comments", "body")), StringComparison.Ordinal);
        Assert.Equal(["eyes", "rocket"], loop.Texts("reactions", "content"));

        // Delivered once more, it makes nothing new.
        await loop.HandleAsync(labeled);
        Assert.Single(await loop.RunsAsync());

        loop.Model("hola.txt", "¡hola!\n");
        Assert.True((await loop.HandleAsync(loop.Commented(number, "/coder fix with proper punctuation"))).Acted);
        RunView mended = await loop.EndOfNewestRunAsync();

        Assert.Equal((RunStatus.Succeeded, number), (mended.Status, mended.PullRequest!.Number));
        Assert.Equal((mended.Commit, "¡hola!"), (loop.Pull(number).HeadCommit, loop.Repository.File(pull.HeadBranch, "hola.txt")));
        Assert.Contains("proper punctuation", mended.Prompt, StringComparison.Ordinal);
        Assert.Equal("open", loop.Pull(number).State);

        Assert.True((await loop.HandleAsync(loop.Reviewed(number, "APPROVE", "Good."))).Acted);

        Assert.True(loop.Pull(number).IsMerged);
        Assert.Equal("¡hola!", loop.Repository.File("main", "hola.txt"));
        Assert.Equal("closed", loop.Server.Alone(() => (string)loop.Repository.Issue(issue)["state"]!));
        Assert.All(loop.Server.Requests, request => Assert.InRange(request.Status, 200, 399));
        Assert.All(loop.Server.Tokens, token => Assert.Single(token.RepositoryIds!));
        await AssertNowhereAsync(loop);
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
