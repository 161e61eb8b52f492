using System.Text;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Sessions;

public sealed class LocalWorkspacesTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly WorkspaceHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Open_NewRun_HasTheFilesOfTheBaseCommitAndNoGit()
    {
        _home.Repository.Commit(("src/a.txt", "one\n"), ("run.sh", "#!/bin/sh\n"));
        _home.Repository.Write("src/a.txt", "not committed\n");

        await using var session = await _home.OpenAsync();

        Assert.Equal("one\n", await ReadAsync(session, "src/a.txt"));
        Assert.False(Path.Exists(Path.Combine(_home.FilesOf(), ".git")));
        Assert.Equal(["run.sh", "src"], (await session.ListAsync("", 10, None)).Entries.Select(entry => entry.Path));
    }

    [Fact]
    public async Task Run_WholeLife_LeavesTheUsersTreeAndGitDataAsTheyWere()
    {
        _home.Repository.Commit(("a.txt", "one\n"), ("b.txt", "two\n"));
        _home.Repository.Write("a.txt", "edited by the user\n");
        _home.Repository.Write("untracked.txt", "mine\n");
        var before = _home.Repository.Fingerprint();

        await using (var session = await _home.OpenAsync())
        {
            await WriteAsync(session, "a.txt", "edited by the run\n");
            await session.RunAsync(WorkspaceCommand.Shell("rm b.txt; echo new > c.txt"), null, None);
            await session.CheckpointAsync("First", None);
            await session.DiffAsync(None);
        }

        await _home.Workspaces.RemoveAsync("run-1", None);
        Assert.Equal(before, _home.Repository.Fingerprint());
        Assert.Equal("edited by the run", _home.Repository.Git("show", "refs/coder/runs/run-1:a.txt"));
    }

    [Fact]
    public async Task Sweep_Folders_RemovesOldOnesOfRunsThatAreNotKept()
    {
        string[] names = ["workspaces/kept", "workspaces/ended", "caches/ended", "caches/alone", "workspaces/gone.trash-0a", "workspaces/young", "other/ended"];
        foreach (string name in names)
        {
            DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(_home.Home, name));
            File.WriteAllText(Path.Combine(folder.FullName, "file"), "");
            folder.LastWriteTimeUtc = name.EndsWith("young", StringComparison.Ordinal) ? new DateTime(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc) : new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        }

        await _home.Workspaces.SweepAsync(new HashSet<string> { "kept" }, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), None);

        Assert.Equal(["workspaces/kept", "workspaces/young", "other/ended"], names.Where(name => Directory.Exists(Path.Combine(_home.Home, name))));
    }

    [Fact]
    public async Task TreeHash_FilesChangedAndPutBack_IsTheBasesAgain()
    {
        _home.Repository.Commit(("a.txt", "one\n"), (".gitignore", "*.log\n"));
        await using var session = await _home.OpenAsync();
        var baseTree = await session.BaseTreeHashAsync(None);
        Assert.Equal(baseTree, await session.TreeHashAsync(None));

        await WriteAsync(session, "build.log", "ignored\n");
        Assert.Equal(baseTree, await session.TreeHashAsync(None));
        await WriteAsync(session, "a.txt", "two\n");
        Assert.NotEqual(baseTree, await session.TreeHashAsync(None));
        await WriteAsync(session, "a.txt", "one\n");
        Assert.Equal(baseTree, await session.TreeHashAsync(None));
    }

    [Fact]
    public async Task Reset_EarlierTree_RestoresFilesAndKeepsIgnoredOnes()
    {
        _home.Repository.Commit(("a.txt", "one\n"), (".gitignore", "*.log\n"));
        await using var session = await _home.OpenAsync();
        await WriteAsync(session, "kept.txt", "kept\n");
        var tree = await session.TreeHashAsync(None);

        await WriteAsync(session, "build.log", "ignored\n");
        await WriteAsync(session, "folder/new.txt", "new\n");
        await session.RemoveAsync("a.txt", recursive: false, None);
        await WriteAsync(session, "kept.txt", "changed\n");
        await session.ResetAsync(tree, None);

        Assert.Equal(tree, await session.TreeHashAsync(None));
        Assert.Equal("one\n", await ReadAsync(session, "a.txt"));
        Assert.Equal("kept\n", await ReadAsync(session, "kept.txt"));
        Assert.Equal("ignored\n", await ReadAsync(session, "build.log"));
        Assert.False(Path.Exists(Path.Combine(_home.FilesOf(), "folder")));
        Assert.Equal("unknown_tree", (await Assert.ThrowsAsync<WorkspaceException>(() => session.ResetAsync(new string('1', 40), None))).Code);
    }

    [Fact]
    public async Task Checkpoint_SameFilesTwice_MakesOneCommit()
    {
        var start = _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenAsync();
        Assert.Equal(new Checkpoint(start, await session.BaseTreeHashAsync(None), Changed: false), await session.CheckpointAsync("Nothing", None));

        await WriteAsync(session, "a.txt", "two\n");
        var first = await session.CheckpointAsync("First", None);
        var again = await session.CheckpointAsync("Again", None);

        Assert.True(first.Changed);
        Assert.Equal(first with { Changed = false }, again);
        Assert.Equal(first.Commit, _home.Repository.Git("rev-parse", "refs/coder/runs/run-1"));
        Assert.Equal(start, _home.Repository.Git("rev-parse", "refs/coder/runs/run-1^"));
        Assert.Equal("Coder Functions <coder@localhost> First", _home.Repository.Git("log", "-1", "--format=%an <%ae> %s", "refs/coder/runs/run-1"));
    }

    [Fact]
    public async Task Open_AfterARestart_FindsTheFilesThatWereThere()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using (var session = await _home.OpenAsync()) await WriteAsync(session, "a.txt", "not yet in a checkpoint\n");

        _home.Restart();

        await using var reopened = await _home.OpenAsync();
        Assert.Equal("not yet in a checkpoint\n", await ReadAsync(reopened, "a.txt"));
    }

    [Fact]
    public async Task Open_FolderLost_IsRebuiltFromTheLastCheckpoint()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using (var session = await _home.OpenAsync())
        {
            await WriteAsync(session, "a.txt", "checkpoint\n");
            await session.CheckpointAsync("First", None);
            await WriteAsync(session, "a.txt", "lost\n");
        }

        await _home.Workspaces.RemoveAsync("run-1", None);
        Assert.False(Directory.Exists(_home.FilesOf()));

        await using var rebuilt = await _home.OpenAsync();
        Assert.Equal("checkpoint\n", await ReadAsync(rebuilt, "a.txt"));
    }

    [Fact]
    public async Task Open_CheckOutWasInterrupted_StartsOver()
    {
        _home.Repository.Commit(("a.txt", "one\n"), ("b.txt", "two\n"));
        await using (await _home.OpenAsync())
        {
            File.Delete(Path.Combine(_home.Home, "workspaces/run-1/run/ready"));
            File.Delete(Path.Combine(_home.FilesOf(), "b.txt"));
            File.WriteAllText(Path.Combine(_home.Home, "workspaces/run-1/run/index.lock"), "");
        }

        await using var reopened = await _home.OpenAsync();
        Assert.Equal("two\n", await ReadAsync(reopened, "b.txt"));
    }

    [Fact]
    public async Task Open_ManyAtOnce_GiveOneWorkspace()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _home.OpenAsync()));

        var hashes = await Task.WhenAll(sessions.Select(session => session.TreeHashAsync(None)));

        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public async Task Diff_EveryKindOfChange_AppliesToTheBase()
    {
        _home.Repository.Commit(
            ("edit.txt", "one\ntwo\n"), ("gone.txt", "gone\n"), ("old name.txt", "some text\nthat is long enough\nto be found again\n"));
        await using var session = await _home.OpenAsync();
        await WriteAsync(session, "edit.txt", "one\n2\nthree\n");
        await session.RunAsync(WorkspaceCommand.Shell("rm gone.txt; mv 'old name.txt' 'nëw.txt'; printf '\\000\\001' > bin.dat; printf 'caf\\351\\n' > latin.txt"), null, None);

        var diff = await session.DiffAsync(None);

        Assert.Equal(
            [
                new ChangedFile("A", "bin.dat", -1, -1), new ChangedFile("M", "edit.txt", 2, 1), new ChangedFile("D", "gone.txt", 0, 1),
                new ChangedFile("A", "latin.txt", 1, 0), new ChangedFile("R", "nëw.txt", 0, 0, "old name.txt"),
            ],
            diff.Files.OrderBy(file => file.Path, StringComparer.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(_home.Home, "change.patch"), diff.Patch, None);
        _home.Repository.Git("apply", "--index", Path.Combine(_home.Home, "change.patch"));
        Assert.Equal(await session.TreeHashAsync(None), _home.Repository.Git("write-tree"));
    }

    [Fact]
    public async Task PublishBranch_Repeated_IsTheSameCommitOnTheBase()
    {
        var start = _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenAsync();
        await WriteAsync(session, "a.txt", "two\n");
        await session.CheckpointAsync("In between", None);

        var first = await session.PublishBranchAsync("coder/implementer/fix-123456", "Fix a\n\nBecause.\n", null, None);
        var second = await session.PublishBranchAsync("coder/implementer/fix-123456", "Fix a\n\nBecause.\n", null, None);

        Assert.Equal(first, second);
        Assert.Equal(first, _home.Repository.Git("rev-parse", "coder/implementer/fix-123456"));
        Assert.Equal(start, _home.Repository.Git("rev-parse", "coder/implementer/fix-123456^"));
        Assert.Equal("2026-01-02T03:04:05Z Fix a", _home.Repository.Git("log", "-1", "--format=%aI %s", first).Replace("+00:00", "Z"));
        Assert.Equal("", _home.Repository.Git("fsck", "--no-dangling", "--no-progress"));
    }

    [Fact]
    public async Task PublishBranch_SomebodyElsesBranch_IsRefused()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenAsync();
        await WriteAsync(session, "a.txt", "two\n");
        _home.Repository.Git("switch", "--quiet", "--create", "taken");
        _home.Repository.Commit(("b.txt", "theirs\n"));

        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => session.PublishBranchAsync("taken", "Fix", null, None));

        Assert.Equal("branch_exists", refused.Code);
        Assert.Equal("invalid_branch", (await Assert.ThrowsAsync<WorkspaceException>(() => session.PublishBranchAsync("a..b", "Fix", null, None))).Code);
    }

    [Fact]
    public async Task PublishBranch_OwnEarlierResult_IsMovedUnlessCheckedOut()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenAsync();
        await WriteAsync(session, "a.txt", "two\n");
        await session.PublishBranchAsync("result", "Fix", null, None);
        await WriteAsync(session, "a.txt", "three\n");
        await session.PublishBranchAsync("result", "Fix", null, None);
        Assert.Equal("three", _home.Repository.Git("show", "result:a.txt"));

        _home.Repository.Git("switch", "--quiet", "result");
        await WriteAsync(session, "a.txt", "four\n");
        Assert.Equal("branch_checked_out", (await Assert.ThrowsAsync<WorkspaceException>(() => session.PublishBranchAsync("result", "Fix", null, None))).Code);
    }

    [Fact]
    public async Task Baseline_WorkspaceChanged_HasTheBasesFilesAndIsThrownAway()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenAsync();
        await WriteAsync(session, "a.txt", "two\n");

        var baseline = await session.OpenBaselineAsync(None);
        Assert.Equal("one\n", await ReadAsync(baseline, "a.txt"));
        Assert.Equal("one\n", (await baseline.RunAsync(WorkspaceCommand.Shell("cat a.txt"), null, None)).Output.TrimEnd() + "\n");
        await Assert.ThrowsAsync<InvalidOperationException>(() => baseline.CheckpointAsync("No", None));
        await baseline.DisposeAsync();

        Assert.False(Directory.Exists(Path.Combine(_home.Home, "workspaces/run-1/baseline")));
        Assert.Equal("two\n", await ReadAsync(session, "a.txt"));
    }

    [Fact]
    public async Task Open_RepositoryGone_SaysSo()
    {
        var commit = _home.Repository.Commit(("a.txt", "one\n"));
        var elsewhere = await Assert.ThrowsAsync<WorkspaceException>(() => _home.Workspaces.OpenAsync(new WorkspaceSpec("run-1", "/nowhere", commit, Sandbox: "none"), None));
        var noCommit = await Assert.ThrowsAsync<WorkspaceException>(
            () => _home.Workspaces.OpenAsync(new WorkspaceSpec("run-1", _home.Repository.Root, new string('1', 40), Sandbox: "none"), None));

        Assert.Equal(("not_a_repository", "unknown_ref"), (elsewhere.Code, noCommit.Code));
        await Assert.ThrowsAsync<ArgumentException>(() => _home.OpenAsync("../run"));
    }

    private static async Task<string> ReadAsync(IWorkspaceSession session, string path) =>
        Encoding.UTF8.GetString((await session.ReadAsync(path, 1 << 20, None)).Content.Span);

    private static Task WriteAsync(IWorkspaceSession session, string path, string text) => session.WriteAsync(path, Encoding.UTF8.GetBytes(text), None);
}
