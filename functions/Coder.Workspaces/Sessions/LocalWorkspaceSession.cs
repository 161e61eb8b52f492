using Coder.Workspaces.Dependencies;
using Coder.Workspaces.Files;
using Coder.Workspaces.Git;

namespace Coder.Workspaces.Sessions;

/// <summary>A workspace on this machine's disk.</summary>
internal sealed class LocalWorkspaceSession(
    RunWorkspace run, WorkspaceLayout layout, WorkspaceRepository repository, CommandRunner commands, DependencyRestore dependencies,
    Func<CancellationToken, Task<IWorkspaceSession>>? openBaseline) : IWorkspaceSession
{
    private readonly WorkspaceTrash _trash = new(layout.Trash);
    private string? _baseTree;

    public WorkspaceSpec Spec => run.Spec;

    public Task<string> TreeHashAsync(CancellationToken cancellation) => WithGitAsync(() => WriteTreeAsync(cancellation), cancellation);

    public async Task<string> BaseTreeHashAsync(CancellationToken cancellation) => _baseTree ??= await repository.TreeOfAsync(Spec.BaseCommit, cancellation);

    public Task<WorkspaceFile> ReadAsync(string path, long bytesMax, CancellationToken cancellation) =>
        Task.FromResult(OnFiles(folder => folder.Read(WorkspacePath.Normalize(path), bytesMax)));

    public async Task<WorkspaceFile?> ReadBaseAsync(string path, long bytesMax, CancellationToken cancellation)
    {
        var relative = WorkspacePath.Normalize(path);
        if (relative.Length == 0) return null;
        var content = await repository.ReadAsync(await BaseTreeHashAsync(cancellation), relative, cancellation);
        return content is null ? null : new WorkspaceFile(content.AsMemory(0, (int)Math.Min(content.Length, bytesMax)), content.Length);
    }

    public Task<WorkspaceListing> ListAsync(string path, int entriesMax, CancellationToken cancellation) =>
        Task.FromResult(OnFiles(folder => folder.List(WorkspacePath.Normalize(path), entriesMax)));

    public async Task<WorkspaceListing> GlobAsync(string pattern, int entriesMax, CancellationToken cancellation)
    {
        var glob = WorkspaceSearch.CompileGlob(pattern);
        var paths = await PathsAsync(cancellation);
        return OnFiles(folder => WorkspaceSearch.Glob(folder, paths, glob, entriesMax));
    }

    public async Task<IReadOnlyList<WorkspaceMatch>> GrepAsync(
        string pattern, string? glob, bool ignoreCase, int matchesMax, CancellationToken cancellation)
    {
        var expression = WorkspaceSearch.CompilePattern(pattern, ignoreCase);
        var files = glob is null ? null : WorkspaceSearch.CompileGlob(glob);
        var paths = await PathsAsync(cancellation);
        return OnFiles(folder => WorkspaceSearch.Grep(folder, paths.Where(path => files?.IsMatch(path) ?? true), expression, matchesMax, cancellation));
    }

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var folder = WorkspaceFolder.Open(layout.Files);
        folder.Write(WorkspacePath.Normalize(path), content.Span);
        return Task.CompletedTask;
    }

    public Task MakeDirectoryAsync(string path, CancellationToken cancellation)
    {
        using var folder = WorkspaceFolder.Open(layout.Files);
        folder.MakeDirectory(WorkspacePath.Normalize(path));
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string path, bool recursive, CancellationToken cancellation)
    {
        using var folder = WorkspaceFolder.Open(layout.Files);
        folder.Remove(WorkspacePath.Normalize(path), recursive, _trash);
        return Task.CompletedTask;
    }

    public Task<CommandResult> RunAsync(WorkspaceCommand command, IProgress<string>? output, CancellationToken cancellation) =>
        commands.RunAsync(command, output, cancellation);

    public Task<RestoreResult> RestoreDependenciesAsync(IProgress<string>? output, CancellationToken cancellation) =>
        dependencies.RestoreAsync(this, output, cancellation);

    /// <summary>For files that were made anew: see <see cref="DependencyRestore.RepeatAsync"/>.</summary>
    public Task RepeatRestoreAsync(CancellationToken cancellation) => dependencies.RepeatAsync(this, cancellation);

    public Task ResetAsync(string treeHash, CancellationToken cancellation) => WithGitAsync(
        async () =>
        {
            if (!await repository.HasTreeAsync(treeHash, cancellation))
            {
                throw new WorkspaceException("unknown_tree", $"The tree {treeHash} is not one that this run has had.");
            }

            // First the index learns of every file, so that those which the tree lacks are removed.
            await WriteTreeAsync(cancellation);
            await repository.CheckOutAsync(treeHash, cancellation);
            return treeHash;
        },
        cancellation);

    public Task<Checkpoint> CheckpointAsync(string label, CancellationToken cancellation) => WithGitAsync(
        async () =>
        {
            RefuseOnBaseline();
            var tree = await WriteTreeAsync(cancellation);
            var last = await run.User.FindCommitAndTreeAsync(run.HiddenRef, cancellation);
            if (last?.Tree == tree) return new Checkpoint(last.Value.Commit, tree, Changed: false);
            var parent = last?.Commit ?? Spec.BaseCommit;
            var commit = await repository.CommitAsync(tree, [parent], label, null, await DateAsync(cancellation), cancellation);
            await run.User.UnpackAsync(await repository.PackAsync(commit, parent, cancellation), cancellation);
            await run.User.UpdateRefAsync(run.HiddenRef, commit, last?.Commit ?? "", cancellation);
            return new Checkpoint(commit, tree, Changed: true);
        },
        cancellation);

    public Task<WorkspaceDiff> DiffAsync(CancellationToken cancellation) => WithGitAsync(
        async () => await repository.DiffAsync(await BaseTreeHashAsync(cancellation), await WriteTreeAsync(cancellation), cancellation), cancellation);

    public Task<string> LogAsync(int commitsMax, CancellationToken cancellation) => run.User.LogAsync(Spec.BaseCommit, commitsMax, cancellation);

    public Task<string> PublishBranchAsync(string branch, string message, CommitAuthor? author, CancellationToken cancellation) => WithGitAsync(
        async () =>
        {
            RefuseOnBaseline();
            var tree = await WriteTreeAsync(cancellation);
            var parents = Spec.Parents ?? [Spec.BaseCommit];
            var commit = await repository.CommitAsync(tree, parents, message, author, await DateAsync(cancellation), cancellation);
            await run.User.UnpackAsync(await repository.PackAsync(commit, parents[0], cancellation), cancellation);
            await new BranchPublication(run.User).MoveAsync(branch, commit, parents, cancellation);
            return commit;
        },
        cancellation);

    public Task<IWorkspaceSession> OpenBaselineAsync(CancellationToken cancellation) =>
        openBaseline?.Invoke(cancellation) ?? throw new InvalidOperationException("A baseline has no baseline of its own.");

    public ValueTask DisposeAsync()
    {
        // The run's workspace stays for the next step; a baseline is thrown away.
        if (openBaseline is null) _trash.Delete(Path.GetDirectoryName(layout.Files)!);
        return ValueTask.CompletedTask;
    }

    private void RefuseOnBaseline()
    {
        if (openBaseline is null) throw new InvalidOperationException("A baseline is thrown away: it has no checkpoints and no result.");
    }

    private async Task<string> WriteTreeAsync(CancellationToken cancellation) =>
        await repository.WriteTreeAsync(await BaseTreeHashAsync(cancellation), cancellation);

    private async Task<DateTimeOffset> DateAsync(CancellationToken cancellation) => Spec.CreatedAt ?? await repository.DateOfAsync(Spec.BaseCommit, cancellation);

    private Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellation) => WithGitAsync(
        async () =>
        {
            await WriteTreeAsync(cancellation);
            return await repository.PathsAsync(cancellation);
        },
        cancellation);

    private T OnFiles<T>(Func<WorkspaceFolder, T> work)
    {
        using var folder = WorkspaceFolder.Open(layout.Files);
        return work(folder);
    }

    private async Task<T> WithGitAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await run.Gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            run.Gate.Release();
        }
    }
}
