using Coder.Contracts;
using Coder.Forge.Events;

namespace Coder.Tests.Functions.Dispatch;

/// <summary>Branches that others work on too: rebases, pushes meanwhile, conflicts. Nobody's commit is ever lost.</summary>
public sealed class GitHubBranchTests
{
    [Fact]
    public async Task Rebase_OfABranchWithResultsOnly_PutsTheChangeOnTopWithoutAModel()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        (int number, string branch) = await PullRequestAsync(loop);
        string replaced = loop.Repository.Commit(branch)!;
        string main = loop.Repository.CommitFile("main", "new.txt", "new\n");

        await loop.HandleAsync(loop.Commented(number, "/coder rebase"));
        RunView rebased = await loop.EndOfRunAsync(2);

        Assert.Contains(replaced, loop.MirroredCommits());
        Assert.Equal((RunStatus.Succeeded, "integrator", 0), (rebased.Status, rebased.Agent, rebased.Usage.Turns));
        Assert.Equal(rebased.Commit, loop.Repository.Commit(branch));
        (string message, _, string[] parents) = Assert.Single(loop.Repository.Between("main", branch));
        Assert.Equal([main], parents);
        Assert.StartsWith("Say hello in Spanish too\n", message, StringComparison.Ordinal);
        Assert.Contains("Co-authored-by: alice <", message, StringComparison.Ordinal);
        Assert.Equal(("hola", "new"), (loop.Repository.File(branch, "hola.txt"), loop.Repository.File(branch, "new.txt")));
        Assert.Equal("rocket", loop.Texts("reactions", "content").Last());
    }

    [Fact]
    public async Task Rebase_OfABranchWithCommitsOfOthers_MergesAndKeepsThem()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        (int number, string branch) = await PullRequestAsync(loop);
        string theirs = loop.Repository.CommitFile(branch, "theirs.txt", "theirs\n");
        string main = loop.Repository.CommitFile("main", "new.txt", "new\n");

        await loop.HandleAsync(loop.Commented(number, "/coder rebase"));
        RunView rebased = await loop.EndOfRunAsync(2);

        Assert.Equal(RunStatus.Succeeded, rebased.Status);
        Assert.Equal([theirs, main], loop.Repository.Between("main", branch)[0].Parents);
        Assert.Equal(3, loop.Repository.Between("main", branch).Count);
        Assert.Equal(("theirs", "new"), (loop.Repository.File(branch, "theirs.txt"), loop.Repository.File(branch, "new.txt")));
    }

    [Fact]
    public async Task Rebase_OfABranchThatHasEverything_SaysSo()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        (int number, _) = await PullRequestAsync(loop);

        EventOutcome outcome = await loop.HandleAsync(loop.Commented(number, "/coder rebase"));

        Assert.False(outcome.Acted);
        Assert.Contains("has everything that `main` has", loop.Texts("comments", "body").Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello and hola\n", true)]
    [InlineData("<<<<<<< 0123456789012345678901234567890123456789\nhola\n", false)]
    public async Task Rebase_WithAConflict_IsTheAgentsTask_AndMarkersAreNotPublished(string resolution, bool isResolved)
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        (int number, string branch) = await PullRequestAsync(loop);
        string before = loop.Repository.Commit(branch)!;
        loop.Repository.CommitFile("main", "hola.txt", "hello\n");
        loop.Model("hola.txt", resolution, node: "integrate");

        await loop.HandleAsync(loop.Commented(number, "/coder rebase"));
        RunView rebased = await loop.EndOfRunAsync(2);

        Assert.Equal(isResolved ? (RunStatus.Succeeded, null) : (RunStatus.Failed, "conflicts_left"), (rebased.Status, rebased.ErrorCode));
        Assert.Equal(isResolved ? rebased.Commit : before, loop.Repository.Commit(branch));
        Assert.Equal(isResolved ? resolution.TrimEnd() : "hola", loop.Repository.File(branch, "hola.txt"));
        Assert.True(rebased.Usage.Turns > 0);
    }

    [Fact]
    public async Task Push_WhileARebaseWorks_IsNotOverwritten()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        (int number, string branch) = await PullRequestAsync(loop);
        loop.Repository.CommitFile("main", "new.txt", "new\n");

        await loop.Host.Service<IRepoEventHandler>().HandleAsync(loop.Commented(number, "/coder rebase"), TestContext.Current.CancellationToken);
        loop.Repository.CommitFile(branch, "theirs.txt", "theirs\n");
        RunView moved = await loop.EndOfRunAsync(2);
        RunView again = await loop.EndOfRunAsync(3);

        Assert.Equal((RunStatus.Failed, "branch_moved"), (moved.Status, moved.ErrorCode));
        Assert.Equal((RunStatus.Succeeded, loop.Repository.Commit(branch)), (again.Status, again.Commit));
        Assert.Equal(2, loop.Repository.Between("main", branch)[0].Parents.Length);
        Assert.Equal(("hola", "theirs", "new"), (loop.Repository.File(branch, "hola.txt"), loop.Repository.File(branch, "theirs.txt"), loop.Repository.File(branch, "new.txt")));
    }

    [Fact]
    public async Task Rebase_WithTwoVersionsOfABinaryFile_IsLeftToPeople()
    {
        await using GitHubLoop loop = await GitHubLoop.StartAsync();
        (int number, string branch) = await PullRequestAsync(loop);
        loop.Repository.CommitFile(branch, "logo.png", "\0one");
        string before = loop.Repository.Commit(branch)!;
        loop.Repository.CommitFile("main", "logo.png", "\0other");

        EventOutcome outcome = await loop.HandleAsync(loop.Commented(number, "/coder rebase"));

        Assert.False(outcome.Acted);
        Assert.Contains("logo.png, which is no text", loop.Texts("comments", "body").Last(), StringComparison.Ordinal);
        Assert.Equal(before, loop.Repository.Commit(branch));
    }

    private static async Task<(int Number, string Branch)> PullRequestAsync(GitHubLoop loop)
    {
        int number = await GitHubLoopTests.PullRequestAsync(loop);
        return (number, loop.Pull(number).HeadBranch);
    }
}
