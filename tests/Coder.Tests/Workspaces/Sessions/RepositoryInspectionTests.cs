using Coder.Testing.Repositories;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Sessions;

public sealed class RepositoryInspectionTests : IDisposable
{
    private readonly WorkspaceHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Inspect_FolderBelowTheRoot_GivesRootCommitAndFolder()
    {
        var commit = _home.Repository.Commit(("src/app/a.txt", "one\n"));

        var state = await InspectAsync(Path.Combine(_home.Repository.Root, "src/app"));

        Assert.Equal((_home.Repository.Root, commit, "src/app"), (state.Root, state.BaseCommit, state.ProjectDirectory));
        Assert.Empty(state.UncommittedFiles);
    }

    [Fact]
    public async Task Inspect_UncommittedChanges_AreListedAndNothingIsTouched()
    {
        _home.Repository.Commit(("a.txt", "one\n"), ("b.txt", "two\n"), ("c.txt", "three\n"), (".gitignore", "*.log\n"));
        _home.Repository.Write("a.txt", "edited\n");
        _home.Repository.Write("new file.txt", "new\n");
        _home.Repository.Write("x.log", "ignored\n");
        _home.Repository.Git("rm", "--quiet", "b.txt");
        // Same content, other times: what makes a plain status rewrite the index.
        File.SetLastWriteTimeUtc(Path.Combine(_home.Repository.Root, "c.txt"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = _home.Repository.Fingerprint();

        var state = await InspectAsync(_home.Repository.Root);

        Assert.Equal(["a.txt", "b.txt", "new file.txt"], state.UncommittedFiles.Order());
        Assert.Equal(before, _home.Repository.Fingerprint());
    }

    [Fact]
    public async Task Inspect_Reference_GivesItsCommit()
    {
        var first = _home.Repository.Commit(("a.txt", "one\n"));
        _home.Repository.Git("tag", "v1");
        _home.Repository.Commit(("a.txt", "two\n"));

        Assert.Equal(first, (await InspectAsync(_home.Repository.Root, "v1")).BaseCommit);
        Assert.Equal(first, (await InspectAsync(_home.Repository.Root, first[..10])).BaseCommit);
        var unknown = await Assert.ThrowsAsync<WorkspaceException>(() => InspectAsync(_home.Repository.Root, "--upload-pack=x"));
        Assert.Equal("unknown_ref", unknown.Code);
    }

    [Fact]
    public async Task Inspect_NoRepository_SaysHowToMakeOne()
    {
        using var plain = new TemporaryRepository(init: false);

        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => InspectAsync(plain.Root));

        Assert.Equal("not_a_repository", refused.Code);
        Assert.Contains("git init && git add -A && git commit", refused.Message);
        Assert.Equal("not_a_repository", (await Assert.ThrowsAsync<WorkspaceException>(() => InspectAsync(plain.Root + "/absent"))).Code);
    }

    [Fact]
    public async Task Inspect_NoCommit_SaysHowToMakeOne()
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => InspectAsync(_home.Repository.Root));

        Assert.Equal("no_commit", refused.Code);
        Assert.Contains("git add -A && git commit", refused.Message);
    }

    [Fact]
    public async Task Inspect_BareRepository_SaysToCloneIt()
    {
        using var bare = new TemporaryRepository(init: false);
        bare.Git("init", "--quiet", "--bare");

        Assert.Contains("bare", (await Assert.ThrowsAsync<WorkspaceException>(() => InspectAsync(bare.Root))).Message);
    }

    private Task<RepositoryState> InspectAsync(string path, string? reference = null) => _home.Inspection.InspectAsync(path, reference, TestContext.Current.CancellationToken);
}
