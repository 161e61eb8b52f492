using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Sessions;

/// <summary>
/// The one way to the files and commands of a run's workspace: what tools, gates and scripts use. Embedded: a local worktree and an
/// <see cref="ISandbox"/>; on Azure: a session of an executor pool. Paths are relative to the workspace's root with <c>/</c>; absolute
/// ones below <c>/workspace</c> are accepted. A path that leaves the workspace, or passes a link, gives a <see cref="WorkspacePathException"/>.
/// </summary>
public interface IWorkspaceSession : IAsyncDisposable
{
    WorkspaceSpec Spec { get; }

    /// <summary>The git tree hash of all files as they are now (ignored files excluded).</summary>
    Task<string> TreeHashAsync(CancellationToken cancellation);

    /// <summary>The tree hash of the base commit.</summary>
    Task<string> BaseTreeHashAsync(CancellationToken cancellation);

    /// <summary>Reads a regular file's bytes, at most <paramref name="bytesMax"/>.</summary>
    Task<WorkspaceFile> ReadAsync(string path, long bytesMax, CancellationToken cancellation);

    /// <summary>Reads a file as it is in the base commit, at most <paramref name="bytesMax"/>; null when it is not there or not a regular file.</summary>
    Task<WorkspaceFile?> ReadBaseAsync(string path, long bytesMax, CancellationToken cancellation);

    /// <summary>Entries of a folder, ordinal order, at most <paramref name="entriesMax"/>; <c>.git</c> is never among them.</summary>
    Task<WorkspaceListing> ListAsync(string path, int entriesMax, CancellationToken cancellation);

    /// <summary>Files that match a glob (<c>**</c>, <c>*</c>, <c>?</c>, braces), not ignored by git, ordinal order, at most <paramref name="entriesMax"/>.</summary>
    Task<WorkspaceListing> GlobAsync(string pattern, int entriesMax, CancellationToken cancellation);

    /// <summary>Lines that match a regular expression (non-backtracking) in the files that match <paramref name="glob"/> (null: all).</summary>
    Task<IReadOnlyList<WorkspaceMatch>> GrepAsync(string pattern, string? glob, bool ignoreCase, int matchesMax, CancellationToken cancellation);

    /// <summary>Why the run's policy does not let a file have this content (null: be removed); null: it may. For tools that change several files or none.</summary>
    Task<string?> RefusalAsync(string path, ReadOnlyMemory<byte>? content, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>Writes a file, making its folders; keeps the mode of an existing one.</summary>
    Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    Task MakeDirectoryAsync(string path, CancellationToken cancellation);

    /// <summary>Removes a file, or a folder with all below it when <paramref name="recursive"/>.</summary>
    Task RemoveAsync(string path, bool recursive, CancellationToken cancellation);

    /// <summary>Runs a command in the sandbox on the workspace, offline, with the environment that dependency restore prepared.</summary>
    Task<CommandResult> RunAsync(WorkspaceCommand command, IProgress<string>? output, CancellationToken cancellation);

    /// <summary>The networked step: restores dependencies of every detected project root on the base commit, before the agent starts. Idempotent.</summary>
    Task<RestoreResult> RestoreDependenciesAsync(IProgress<string>? output, CancellationToken cancellation);

    /// <summary>Puts all files back to a tree this run has had (a checkpoint or <see cref="TreeHashAsync"/>); ignored files stay.</summary>
    Task ResetAsync(string treeHash, CancellationToken cancellation);

    /// <summary>Commits the files as they are on <c>refs/coder/runs/{runId}</c> in the repository; no new commit when nothing changed.</summary>
    Task<Checkpoint> CheckpointAsync(string label, CancellationToken cancellation);

    /// <summary>The change from the base commit to the files as they are now, as a git patch with binary content, and its file list.</summary>
    Task<WorkspaceDiff> DiffAsync(CancellationToken cancellation);

    /// <summary>History of the base commit, newest first: hash, date, author and subject, one line each.</summary>
    Task<string> LogAsync(int commitsMax, CancellationToken cancellation);

    /// <summary>One commit with the change, on top of what the workspace's result continues, on <paramref name="branch"/>, in the user's repository. Idempotent: same tree and message, same commit.</summary>
    /// <param name="author">Null: the platform.</param>
    /// <returns>The commit's hash.</returns>
    Task<string> PublishBranchAsync(string branch, string message, CommitAuthor? author, CancellationToken cancellation);

    /// <summary>A second, throw-away workspace of the base commit with the same restored dependencies, for the baseline of tests.</summary>
    Task<IWorkspaceSession> OpenBaselineAsync(CancellationToken cancellation);
}
