using Coder.Contracts;
using Coder.Forge.Events;

namespace Coder.Tests.Functions.Dispatch;

/// <summary>What only reads: reviews and answers, of forks' changes too.</summary>
public sealed class GitHubReviewTests
{
    [Fact]
    public async Task Review_OfAForksPullRequest_CommentsWithoutAnyRightToPush()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = loop.Server.User(loop.Repository, "mallory").OpenPullRequestFromFork("Say hello", "hola.txt", "one\ntwo\n");
        loop.Reviewer("It says hello.", ("hola.txt", 2, "Two is too much."));

        EventOutcome outcome = await loop.HandleAsync(loop.Commented(number, "/coder review"));
        RunView run = await loop.EndOfRunAsync(1);

        Assert.True(outcome.Acted, outcome.Summary);
        Assert.Equal((RunStatus.Succeeded, null), (run.Status, run.Branch));
        Assert.StartsWith("It says hello.", Assert.Single(loop.Texts("reviews", "body")), StringComparison.Ordinal);
        Assert.Equal("Two is too much.", Assert.Single(loop.Texts("review_comments", "body")));
        Assert.Contains("+two", await loop.TranscriptAsync(run), StringComparison.Ordinal);
        Assert.Equal(["eyes", "rocket"], loop.Texts("reactions", "content"));
        Assert.DoesNotContain(loop.Server.Tokens, token => token.Permissions.GetValueOrDefault("contents") == "write");
    }

    [Theory]
    [InlineData("/coder fix it")]
    [InlineData("/coder rebase")]
    public async Task Command_ThatWouldPushToAFork_IsRefused(string command)
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = loop.Server.User(loop.Repository, "mallory").OpenPullRequestFromFork("Say hello", "hola.txt", "hola\n");

        EventOutcome outcome = await loop.HandleAsync(loop.Commented(number, command));

        Assert.False(outcome.Acted);
        Assert.Empty(await loop.RunsAsync());
        Assert.Contains("in a fork", loop.Texts("comments", "body").Last(), StringComparison.Ordinal);
        Assert.Equal(["eyes", "-1"], loop.Texts("reactions", "content"));
    }

    [Fact]
    public async Task Explain_Answers_WhileARunIsAtWorkOnTheSameBranch()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = await GitHubLoopTests.PullRequestAsync(loop);
        loop.Reviewer("Because Spanish needs it.");

        await loop.Host.Service<IRepoEventHandler>().HandleAsync(loop.Commented(number, "/coder fix it"), TestContext.Current.CancellationToken);
        await loop.HandleAsync(loop.Commented(number, "/coder explain Why a file of its own?"));
        await loop.EndOfRunAsync(2);
        RunView answered = await loop.EndOfRunAsync(3);

        Assert.Equal((RunStatus.Succeeded, "reviewer"), (answered.Status, answered.Agent));
        Assert.Contains("Why a file of its own?", answered.Prompt, StringComparison.Ordinal);
        Assert.Contains(loop.Texts("comments", "body"), text => text.StartsWith("Because Spanish needs it.\n", StringComparison.Ordinal));
        Assert.Empty(loop.Texts("reviews", "body"));
    }

    [Fact]
    public async Task Command_OfSomebodyWhoMayNotWrite_GetsNoAnswer()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = await GitHubLoopTests.PullRequestAsync(loop);
        int said = loop.Texts("comments", "body").Count();
        int reacted = loop.Texts("reactions", "content").Count();
        string[] commands = ["/coder review", "/coder explain it", "/coder rebase", "/coder fix it", "/coder cancel", "/coder help"];

        foreach (string command in commands)
        {
            EventOutcome outcome = await loop.HandleAsync(loop.Commented(number, command, by: "bob"));
            Assert.Equal((false, "bob has no write permission"), (outcome.Acted, outcome.Summary));
        }

        Assert.Single(await loop.RunsAsync());
        Assert.Equal((said + commands.Length, reacted), (loop.Texts("comments", "body").Count(), loop.Texts("reactions", "content").Count()));
    }
}
