using Coder.Testing.Repositories;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Git;

/// <summary>Settings and files by which git can be made to run programs: none of them runs when the host calls git.</summary>
public sealed class HostileRepositoryTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly WorkspaceHome _home = new();
    private readonly string _marker;
    private readonly string _program;

    public HostileRepositoryTests()
    {
        _marker = Path.Combine(_home.Home, "executed");
        _program = Path.Combine(_home.Home, "program.sh");
        File.WriteAllText(_program, $"#!/bin/sh\necho \"$0 $*\" >> '{_marker}'\n");
        File.SetUnixFileMode(_program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task WholeRun_UsersRepositoryConfiguredToExecute_ExecutesNothing()
    {
        _home.Repository.Commit(("a.txt", "one\n"), (".gitattributes", "* filter=evil diff=evil merge=evil\n"));
        foreach (var name in (string[])["core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.alternateRefsCommand", "diff.external", "diff.evil.command",
            "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "gpg.program", "credential.helper", "uploadpack.packObjectsHook"])
        {
            _home.Repository.Git("config", name, _program);
        }

        _home.Repository.Git("config", "filter.evil.required", "true");
        _home.Repository.Git("config", "commit.gpgSign", "true");
        MakeHooks(Path.Combine(_home.Repository.Root, ".git/hooks"));
        File.AppendAllText(Path.Combine(_home.Repository.Root, "a.txt"), "edited\n");

        await LifeAsync(session => Task.CompletedTask);

        Assert.False(File.Exists(_marker), File.Exists(_marker) ? File.ReadAllText(_marker) : "");
        AssertTrapsWork(() => _home.Repository.Git("status"));
    }

    [Fact]
    public async Task WholeRun_WorkspaceFilledWithHostileGitData_ExecutesNothing()
    {
        _home.Repository.Commit(("a.txt", "one\n"));

        await LifeAsync(async session =>
        {
            await session.RunAsync(
                WorkspaceCommand.Shell($"git init -q . && git config core.fsmonitor '{_program}' && git config core.worktree / && git config filter.evil.clean '{_program}' && printf '* filter=evil diff=evil\\n' > .gitattributes"),
                null, None);
            MakeHooks(Path.Combine(_home.FilesOf(), ".git/hooks"));
        });

        Assert.False(File.Exists(_marker), File.Exists(_marker) ? File.ReadAllText(_marker) : "");
        Assert.DoesNotContain(".git/", _home.Repository.Git("ls-tree", "-r", "--name-only", "result"));
    }

    [Fact]
    public async Task TreeHash_SubmoduleFolderBecameARepository_IsRefusedBeforeGitLooks()
    {
        using var other = new TemporaryRepository();
        var commit = other.Commit(("b.txt", "two\n"));
        _home.Repository.Commit(("a.txt", "one\n"));
        _home.Repository.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},sub");
        _home.Repository.Git("commit", "--quiet", "--message", "Submodule");
        await using var session = await _home.OpenAsync();
        Assert.Equal(await session.BaseTreeHashAsync(None), await session.TreeHashAsync(None));

        await session.RunAsync(WorkspaceCommand.Shell($"cd sub && git init -q . && git config core.fsmonitor '{_program}' && git -c user.name=a -c user.email=a@b -c core.fsmonitor=false commit -q --allow-empty -m x"), null, None);
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => session.TreeHashAsync(None));

        Assert.Equal("nested_repository", refused.Code);
        Assert.False(File.Exists(_marker));
    }

    [Theory]
    [InlineData("git init -q nested && git -C nested -c user.name=a -c user.email=a@b commit -q --allow-empty -m x")]
    [InlineData("git init -q nested && echo 1 > nested/file")]
    public async Task TreeHash_NestedRepository_IsRefusedUntilItIsGone(string line)
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenAsync();
        await session.RunAsync(WorkspaceCommand.Shell(line), null, None);

        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => session.TreeHashAsync(None));
        Assert.Equal("nested_repository", refused.Code);
        Assert.Contains("'nested'", refused.Message);

        await session.RunAsync(WorkspaceCommand.Shell("rm -rf nested/.git; echo 1 > nested/file"), null, None);
        await session.TreeHashAsync(None);
        Assert.Equal("nested/file", Assert.Single((await session.DiffAsync(None)).Files).Path);
    }

    [Fact]
    public async Task Reset_FolderReplacedByALink_WritesNothingBehindIt()
    {
        _home.Repository.Commit(("folder/a.txt", "one\n"));
        await using var session = await _home.OpenAsync();
        var tree = await session.TreeHashAsync(None);
        var outside = Directory.CreateDirectory(Path.Combine(_home.Home, "outside")).FullName;
        await session.RunAsync(WorkspaceCommand.Shell($"rm -rf folder && ln -s '{outside}' folder"), null, None);

        await session.ResetAsync(tree, None);

        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.Equal("one\n", File.ReadAllText(Path.Combine(_home.FilesOf(), "folder/a.txt")));
    }

    /// <summary>The control: git as a user calls it does run what the repository names.</summary>
    private void AssertTrapsWork(Func<string> plainGit)
    {
        try
        {
            plainGit();
        }
        catch (InvalidOperationException)
        {
            // What the program answers is no answer for git.
        }

        Assert.True(File.Exists(_marker));
    }

    private async Task LifeAsync(Func<IWorkspaceSession, Task> hostile)
    {
        await _home.Inspection.InspectAsync(_home.Repository.Root, null, None);
        await using var session = await _home.OpenAsync();
        await hostile(session);
        await session.WriteAsync("a.txt", "two\n"u8.ToArray(), None);
        var tree = await session.TreeHashAsync(None);
        await session.CheckpointAsync("First", None);
        await session.DiffAsync(None);
        await session.LogAsync(5, None);
        await session.WriteAsync("a.txt", "three\n"u8.ToArray(), None);
        await session.ResetAsync(tree, None);
        await session.PublishBranchAsync("result", "Fix", null, None);
        await using var baseline = await session.OpenBaselineAsync(None);
        await baseline.TreeHashAsync(None);
    }

    private void MakeHooks(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var hook in (string[])["pre-commit", "post-checkout", "post-index-change", "reference-transaction", "post-update", "pre-receive", "update", "fsmonitor-watchman"])
        {
            File.Copy(_program, Path.Combine(folder, hook), overwrite: true);
        }
    }
}
