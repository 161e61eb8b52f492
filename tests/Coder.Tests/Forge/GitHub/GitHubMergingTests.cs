using Coder.Forge;
using Coder.Forge.Merging;

namespace Coder.Tests.Forge.GitHub;

public sealed class GitHubMergingTests : IAsyncLifetime
{
    private GitHubFixture _github = null!;
    private PullRequest _pull = null!;
    private string _head = "";

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubFixture.StartAsync();
        _github.Repository.BranchFrom("main", "coder/x");
        _head = _github.Repository.CommitFile("coder/x", "README.md", "changed\n");
        _pull = await _github.Forge.PublishPullRequestAsync(_github.Name, new PullRequestDraft("coder/x", "main", "Fix it", "", "[]"), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _github.DisposeAsync();

    [Theory]
    [InlineData(MergeMethod.Merge)]
    [InlineData(MergeMethod.Squash)]
    public async Task Merge_Repeated_IsMadeOnce(MergeMethod method)
    {
        MergeOutcome.Merged merged = Assert.IsType<MergeOutcome.Merged>(await MergeAsync(method));

        Assert.Equal((merged.Commit, "changed"), (_github.Repository.Commit("main"), _github.Repository.File("main", "README.md")));
        Assert.Equal(merged, await MergeAsync(method));
        Assert.Equal(1, _github.Count("PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge"));
    }

    [Fact]
    public async Task Merge_OfAnotherHeadThanWasJudged_IsRefused()
    {
        _github.Repository.CommitFile("coder/x", "more.txt", "more\n");

        Assert.Equal(MergeRefusal.HeadMoved, Assert.IsType<MergeOutcome.Refused>(await MergeAsync(MergeMethod.Merge)).Reason);
    }

    [Fact]
    public async Task Merge_WithAConflict_IsRefused()
    {
        string main = _github.Repository.CommitFile("main", "README.md", "otherwise\n");

        Assert.Equal(MergeRefusal.NotMergeable, Assert.IsType<MergeOutcome.Refused>(await MergeAsync(MergeMethod.Squash)).Reason);
        Assert.Equal(main, _github.Repository.Commit("main"));
    }

    private Task<MergeOutcome> MergeAsync(MergeMethod method) =>
        _github.Forge.MergeAsync(_github.Name, _pull.Number, new MergeRequest(_head, method, "Fix it"), CancellationToken.None);
}
