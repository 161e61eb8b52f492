using Coder.Contracts;
using Coder.Forge.Events;
using Coder.Testing.GitHub;

namespace Coder.Tests.Functions.Dispatch;

/// <summary>What comes while a run works, and what a forge that is down leaves undone.</summary>
public sealed class GitHubQueueTests
{
    [Fact]
    public async Task Asked_WhileARunWorks_IsDoneAfterwardsInOneRound()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = await GitHubLoopTests.PullRequestAsync(loop);
        string branch = loop.Pull(number).HeadBranch;
        IRepoEventHandler handler = loop.Host.Service<IRepoEventHandler>();
        loop.Model("hola.txt", "¡hola!\n");
        int reacted = loop.Texts("reactions", "content").Count();

        await handler.HandleAsync(loop.Commented(number, "/coder fix the first"), TestContext.Current.CancellationToken);
        EventOutcome second = await handler.HandleAsync(loop.Commented(number, "/coder fix the second"), TestContext.Current.CancellationToken);
        EventOutcome third = await handler.HandleAsync(loop.Reviewed(number, "REQUEST_CHANGES", "The third."), TestContext.Current.CancellationToken);
        EventOutcome fourth = await handler.HandleAsync(loop.Checked(number, loop.Pull(number).HeadCommit, "failure"), TestContext.Current.CancellationToken);
        string said = loop.Texts("comments", "body").Last(text => !text.StartsWith('/'));
        RunView first = await loop.EndOfRunAsync(2);
        loop.Model("hola.txt", "¡hola, hola!\n");
        RunView rest = await loop.EndOfRunAsync(3);

        Assert.All([second, third, fourth], outcome => Assert.Equal((true, $"#{number}: done after run {first.Id}"), (outcome.Acted, outcome.Summary)));
        Assert.Contains("What came since is done when it is over", said, StringComparison.Ordinal);
        Assert.DoesNotContain("the second", first.Prompt, StringComparison.Ordinal);
        Assert.All(["1. the second", "2. The third.", "3. The check \"ci\" has failed"], text => Assert.Contains(text, rest.Prompt, StringComparison.Ordinal));
        Assert.Equal(3, (await loop.RunsAsync()).Count);
        Assert.Equal((rest.Commit, 3), (loop.Repository.Commit(branch), loop.Repository.Between("main", branch).Count));
        Assert.Equal(["eyes", "eyes", "rocket", "rocket", "rocket"], loop.Texts("reactions", "content").Skip(reacted).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancel_DropsWhatWaits()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int number = await GitHubLoopTests.PullRequestAsync(loop);
        IRepoEventHandler handler = loop.Host.Service<IRepoEventHandler>();

        await handler.HandleAsync(loop.Commented(number, "/coder fix the first"), TestContext.Current.CancellationToken);
        await handler.HandleAsync(loop.Commented(number, "/coder fix the second"), TestContext.Current.CancellationToken);
        await loop.HandleAsync(loop.Commented(number, "/coder cancel"));
        RunView canceled = await loop.EndOfRunAsync(2);
        await loop.HandleAsync(loop.Commented(number, "/coder fix the third"));
        RunView next = await loop.EndOfRunAsync(3);

        Assert.Equal((RunStatus.Canceled, RunStatus.Succeeded), (canceled.Status, next.Status));
        // The first and what waited are not done; the cancel and the third are.
        Assert.Equal(["-1", "-1", "rocket", "rocket"], loop.Texts("reactions", "content").Where(reaction => reaction != "eyes").Skip(1).Order(StringComparer.Ordinal));
        Assert.Contains("the third", next.Prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("the second", next.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_WhileTheForgeTakesNoComment_IsToldByTheSweep()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        int isDown = 1;
        loop.Server.Refuse = operation => Volatile.Read(ref isDown) == 1 && operation.StartsWith("PATCH", StringComparison.Ordinal) ? new Refusal(403, "Down for maintenance") : null;
        loop.Model("hola.txt", "hola\n");

        await loop.HandleAsync(loop.Labeled(loop.Alice.OpenIssue("Say hello in Spanish too", "")));
        RunView made = await loop.EndOfRunAsync(1);
        string left = Assert.Single(loop.Texts("comments", "body"));
        Volatile.Write(ref isDown, 0);
        await loop.UntilAsync(() => Task.FromResult(loop.Texts("comments", "body").Single().Contains($"pull request #{made.PullRequest!.Number}", StringComparison.Ordinal)));

        Assert.Equal(RunStatus.Succeeded, made.Status);
        Assert.Contains("At work", left, StringComparison.Ordinal);
        Assert.Equal(["eyes", "rocket"], loop.Texts("reactions", "content"));
        Assert.Equal("success", Assert.Single(loop.Texts("check_runs", "conclusion")));
    }

    [Fact]
    public async Task Status_OfARequiredCheck_Merges()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync(webhooks: true);
        loop.Settings("merge: {when: gates_pass}\nrequired_checks: [ci]\nreview: {when: never}\n");
        loop.Model("hola.txt", "hola\n");
        loop.Alice.Label(loop.Alice.OpenIssue("Say hello in Spanish too", ""), "coder");
        RunView made = await loop.EndOfRunAsync(1);
        bool isMergedBefore = loop.Pull(made.PullRequest!.Number).IsMerged;

        loop.Alice.Report(made.Commit!, "ci", "success");
        await loop.UntilAsync(() => Task.FromResult(loop.Pull(made.PullRequest.Number).IsMerged));

        Assert.False(isMergedBefore);
    }

    [Fact]
    public async Task Comment_ThatWasEditedIntoACommand_DoesNothing()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync(webhooks: true);
        int number = loop.Alice.OpenIssue("Say hello in Spanish too", "");
        long comment = loop.Alice.Comment(number, "Good morning");

        loop.Alice.EditComment(comment, "/coder implement");
        await loop.UntilAsync(() => Task.FromResult(loop.Server.Deliveries.Count >= 3));
        await loop.UntilAsync(() => Task.FromResult(true));

        Assert.Empty(await loop.RunsAsync());
        Assert.Empty(loop.Texts("reactions", "content"));
    }
}
