using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Mirrors;

/// <summary>Bare copies of repositories that are elsewhere, one a repository on this machine, shared by its runs. Only the host's git talks to the other side.</summary>
public interface IRepositoryMirrors
{
    /// <summary>
    /// Finds out what a reference is, and the settings, without bringing more than a few objects when there is no mirror yet: a first fetch may take minutes, and who
    /// asks waits for the answer. The repository's files come with <see cref="FetchAsync"/>.
    /// </summary>
    /// <param name="reference">Branch, tag or full hash of a commit; null for the default branch.</param>
    /// <exception cref="WorkspaceException"><c>remote_failed</c>, <c>unknown_ref</c>, <c>no_commit</c>, <c>invalid_config</c>.</exception>
    Task<MirrorState> LookAsync(RemoteAccess remote, string? reference, CancellationToken cancellation);

    /// <summary>Whether a commit is here with all its files.</summary>
    /// <param name="root">Of the mirror, as <see cref="RepositoryState.Root"/> names it.</param>
    Task<bool> HasAsync(string root, string commit, CancellationToken cancellation);

    /// <summary>Removes the mirrors that were not used for long, and the least recently used of those that take more room than they may.</summary>
    /// <param name="inUse">Roots that stay: workspaces borrow their objects.</param>
    Task SweepAsync(IReadOnlySet<string> inUse, CancellationToken cancellation);

    /// <summary>Brings a commit with all its files, and history without files.</summary>
    /// <param name="reference">Branch, tag or full hash of a commit; null for the default branch.</param>
    /// <exception cref="WorkspaceException"><c>remote_failed</c>, <c>unknown_ref</c>, <c>no_commit</c>, <c>invalid_config</c>.</exception>
    Task<MirrorState> FetchAsync(RemoteAccess remote, string? reference, CancellationToken cancellation);

    /// <summary>Puts a commit of the mirror on a branch of the other side: a new one, or one that the commit continues. Nothing is ever overwritten there.</summary>
    /// <exception cref="WorkspaceException"><c>branch_moved</c>: the branch has commits that this one does not continue; <c>remote_failed</c>.</exception>
    Task PushAsync(RemoteAccess remote, string commit, string branch, CancellationToken cancellation);

    /// <summary>Puts a commit of the mirror in the place of exactly one other: a branch that is at any other commit stays as it is.</summary>
    /// <exception cref="WorkspaceException"><c>branch_moved</c>: the branch is at another commit; <c>remote_failed</c>.</exception>
    Task ReplaceAsync(RemoteAccess remote, string commit, string branch, string replaced, CancellationToken cancellation);
}
