using Coder.Forge;
using Coder.Forge.Checks;
using Coder.Forge.Comments;
using Coder.Forge.Deployments;
using Coder.Forge.Merging;
using Coder.Forge.Releases;
using Coder.Forge.Reviews;

namespace Coder.Tests.Forge;

/// <summary>What every forge does, run on each of them.</summary>
public abstract class ForgeSuite
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected abstract IForge Forge { get; }

    protected abstract RepositoryName Repository { get; }

    /// <summary>A commit on a branch of its own.</summary>
    protected abstract string Commit(string branch);

    [Fact]
    public async Task PullRequest_PublishedAgain_IsTheSame()
    {
        Commit("coder/x");
        PullRequestDraft draft = new("coder/x", "main", "Fix it", "Why and what: 世界", "[]");

        PullRequest first = await Forge.PublishPullRequestAsync(Repository, draft, None);
        PullRequest again = await Forge.PublishPullRequestAsync(Repository, draft, None);

        Assert.Equal((first.Number, first.Url, first.CreatedAt, draft), (again.Number, again.Url, again.CreatedAt, again.Content));
    }

    [Fact]
    public async Task PullRequest_PublishedWithNewText_IsUpdated()
    {
        Commit("coder/x");
        PullRequestDraft draft = new("coder/x", "main", "Fix it", "Before", "[]");
        PullRequest first = await Forge.PublishPullRequestAsync(Repository, draft, None);

        PullRequest updated = await Forge.PublishPullRequestAsync(Repository, draft with { Title = "Fix it well", Body = "After" }, None);

        Assert.Equal((first.Number, "Fix it well", "After"), (updated.Number, updated.Content.Title, updated.Content.Body));
        PullRequest? found = await Forge.FindPullRequestAsync(Repository, first.Number, None);
        Assert.Equal(("Fix it well", "After", "coder/x", "main"), (found!.Content.Title, found.Content.Body, found.Content.Head, found.Content.Base));
    }

    [Fact]
    public async Task PullRequests_AreListedNewestFirst()
    {
        Commit("coder/one");
        Commit("coder/two");
        foreach (string head in (string[])["coder/one", "coder/two"])
        {
            await Forge.PublishPullRequestAsync(Repository, new PullRequestDraft(head, "main", head, "", "[]"), None);
        }

        List<string> heads = [];
        await foreach (PullRequest pull in Forge.ListPullRequestsAsync(Repository, None))
        {
            heads.Add(pull.Content.Head);
        }

        Assert.Equal(["coder/two", "coder/one"], heads);
    }

    [Fact]
    public async Task PullRequest_OfAnUnknownNumber_IsNull() => Assert.Null(await Forge.FindPullRequestAsync(Repository, 4242, None));

    [Fact]
    public async Task Comment_PutAgain_IsEditedInPlace()
    {
        int number = await PullRequestAsync();

        Comment first = await Forge.PutCommentAsync(Repository, number, new CommentDraft("status/run-1", "Started"), None);
        Comment edited = await Forge.PutCommentAsync(Repository, number, new CommentDraft("status/run-1", "Done"), None);
        Comment other = await Forge.PutCommentAsync(Repository, number, new CommentDraft("status/run-2", "Started"), None);

        Assert.Equal((first.Id, "Done"), (edited.Id, edited.Body));
        Assert.NotEqual(first.Id, other.Id);
    }

    [Fact]
    public async Task Review_PutAgain_IsMadeOnce()
    {
        int number = await PullRequestAsync();
        ReviewDraft draft = new("review/run-1", Commit("coder/x"), "Two things.", [new LineComment("coder-x.txt", 1, "Why?")]);

        Review first = await Forge.PutReviewAsync(Repository, number, draft, None);

        Assert.Equal(first, await Forge.PutReviewAsync(Repository, number, draft, None));
        Assert.NotEqual(first.Id, (await Forge.PutReviewAsync(Repository, number, draft with { Key = "review/run-2" }, None)).Id);
    }

    [Fact]
    public async Task Labels_AddedAndRemovedTwice_AreASet()
    {
        int number = await PullRequestAsync();

        await Forge.AddLabelAsync(Repository, number, "area/ui #1", None);
        await Forge.AddLabelAsync(Repository, number, "area/ui #1", None);
        Assert.Equal(["area/ui #1", "coder"], (await Forge.AddLabelAsync(Repository, number, "coder", None)).Order(StringComparer.Ordinal));

        await Forge.RemoveLabelAsync(Repository, number, "area/ui #1", None);
        Assert.Equal(["coder"], await Forge.RemoveLabelAsync(Repository, number, "area/ui #1", None));
    }

    [Fact]
    public async Task Check_ReportedFromStartToEnd_IsOne()
    {
        string commit = Commit("coder/x");
        CheckDraft draft = new("run-1", "Coder / coder", commit, CheckState.Pending, "Working", "…", []);

        CheckReport started = await Forge.PutCheckAsync(Repository, draft, None);
        Assert.Equal(CheckState.Pending, (await Forge.ListChecksAsync(Repository, commit, None))["Coder / coder"]);
        CheckReport ended = await Forge.PutCheckAsync(Repository, draft with { State = CheckState.Passed, Title = "Passed" }, None);

        Assert.Equal((started.Id, CheckState.Passed), (ended.Id, ended.State));
        Assert.Equal(new Dictionary<string, CheckState> { ["Coder / coder"] = CheckState.Passed }, await Forge.ListChecksAsync(Repository, commit, None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(120)]
    public async Task Check_WithFindings_KeepsEachOfThemOnce(int count)
    {
        CheckFinding[] findings = [.. Enumerable.Range(1, count).Select(line => new CheckFinding("coder-x.txt", line, line, $"Finding {line}"))];
        CheckDraft draft = new("run-1", "Coder / coder", Commit("coder/x"), CheckState.Failed, "Failed", "…", findings);

        CheckReport first = await Forge.PutCheckAsync(Repository, draft, None);
        CheckReport again = await Forge.PutCheckAsync(Repository, draft, None);

        Assert.Equal(new CheckReport(first.Id, CheckState.Failed, count), first);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Checks_OfACommitWithoutAny_AreNone() => Assert.Empty(await Forge.ListChecksAsync(Repository, Commit("coder/y"), None));

    [Fact]
    public async Task Release_PublishedAgain_IsBroughtUpToDate()
    {
        ReleaseDraft draft = new("v1.0", Commit("coder/x"), "One", "First", IsPrerelease: true);
        Release first = await Forge.PublishReleaseAsync(Repository, draft, None);

        Release again = await Forge.PublishReleaseAsync(Repository, draft with { Body = "First, really", IsPrerelease = false }, None);

        Assert.Equal((first.Id, "First, really", false), (again.Id, again.Content.Body, again.Content.IsPrerelease));
        Assert.NotEqual(first.Id, (await Forge.PublishReleaseAsync(Repository, draft with { Tag = "v1.1" }, None)).Id);
    }

    [Fact]
    public async Task Deployment_FromStartToEnd_IsOne()
    {
        DeploymentDraft draft = new("run-1", Commit("coder/x"), "production", DeploymentState.Running, "On its way");

        Deployment started = await Forge.PutDeploymentAsync(Repository, draft, None);
        Deployment ended = await Forge.PutDeploymentAsync(Repository, draft with { State = DeploymentState.Succeeded }, None);

        Assert.Equal((started.Id, DeploymentState.Succeeded), (ended.Id, ended.State));
        Assert.NotEqual(started.Id, (await Forge.PutDeploymentAsync(Repository, draft with { Key = "run-2" }, None)).Id);
    }

    [Fact]
    public async Task Merge_OfAnUnknownNumber_IsRefused() =>
        Assert.IsType<MergeOutcome.Refused>(await Forge.MergeAsync(Repository, 4242, new MergeRequest(new string('0', 40), MergeMethod.Squash, "Title"), None));

    [Fact]
    public async Task Remote_NamesTheRepository()
    {
        GitRemote read = await Forge.GetRemoteAsync(Repository, write: false, None);
        GitRemote write = await Forge.GetRemoteAsync(Repository, write: true, None);

        Assert.Equal(read.Url, write.Url);
        Assert.Contains(Repository.Value.TrimStart('/'), read.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permission_OfOneWhoMayWrite_IsAtLeastThat() =>
        Assert.InRange(await Forge.GetPermissionAsync(Repository, "alice", None), UserPermission.Write, UserPermission.Admin);

    [Fact]
    public async Task Checks_OfACommit_AreByName()
    {
        string commit = Commit("coder/x");
        CheckDraft draft = new("run-1", "Coder / coder", commit, CheckState.Failed, "Failed", "…", []);

        await Forge.PutCheckAsync(Repository, draft, None);
        await Forge.PutCheckAsync(Repository, draft with { Key = "run-2", Name = "Coder / reviewer", State = CheckState.Passed }, None);

        Assert.Equal(
            new Dictionary<string, CheckState> { ["Coder / coder"] = CheckState.Failed, ["Coder / reviewer"] = CheckState.Passed }, await Forge.ListChecksAsync(Repository, commit, None));
    }

    [Fact]
    public async Task Check_ReportedAgainWithMoreFindings_HasThemAll()
    {
        CheckFinding[] findings = [.. Enumerable.Range(1, 60).Select(line => new CheckFinding("coder-x.txt", line, line, $"Finding {line}"))];
        CheckDraft draft = new("run-1", "Coder / coder", Commit("coder/x"), CheckState.Pending, "At work", "…", findings[..3]);

        await Forge.PutCheckAsync(Repository, draft, None);
        CheckReport ended = await Forge.PutCheckAsync(Repository, draft with { State = CheckState.Failed, Findings = findings }, None);

        Assert.Equal((CheckState.Failed, 60), (ended.State, ended.FindingCount));
    }

    [Theory]
    [InlineData(DeploymentState.Failed)]
    [InlineData(DeploymentState.Succeeded)]
    public async Task Deployment_ReportedAgain_KeepsItsState(DeploymentState state)
    {
        DeploymentDraft draft = new("run-1", Commit("coder/x"), "production", state, "Done");

        Deployment first = await Forge.PutDeploymentAsync(Repository, draft, None);

        Assert.Equal(first, await Forge.PutDeploymentAsync(Repository, draft, None));
        Assert.Equal(state, first.State);
    }

    [Fact]
    public async Task Release_OfATag_IsPublishedOnItsCommit()
    {
        string commit = Commit("coder/x");

        Release release = await Forge.PublishReleaseAsync(Repository, new ReleaseDraft("v2.0", commit, "Two", "世界", IsPrerelease: false), None);

        Assert.Equal(("v2.0", "Two", "世界", false), (release.Content.Tag, release.Content.Name, release.Content.Body, release.Content.IsPrerelease));
        AssertTag("v2.0", commit);
    }

    /// <summary>Where tags are git's own: the tag is at the commit.</summary>
    protected virtual void AssertTag(string tag, string commit)
    {
    }

    private async Task<int> PullRequestAsync()
    {
        Commit("coder/x");
        return (await Forge.PublishPullRequestAsync(Repository, new PullRequestDraft("coder/x", "main", "Fix it", "", "[]"), None)).Number;
    }
}
