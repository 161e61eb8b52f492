namespace Coder.Workspaces.Sessions;

/// <summary>Opens, reopens and removes the workspaces of runs on this machine.</summary>
public interface IWorkspaces
{
    /// <summary>
    /// Opens the workspace of a run: made from <see cref="WorkspaceSpec.BaseCommit"/> the first time, found again (or rebuilt from the last
    /// checkpoint of the run's hidden ref) after that. Idempotent by run id.
    /// </summary>
    /// <exception cref="WorkspaceException">The repository or commit cannot be used; the code and message name the fix.</exception>
    Task<IWorkspaceSession> OpenAsync(WorkspaceSpec spec, CancellationToken cancellation);

    /// <summary>Removes the workspace's folder and its worktree registration; the hidden ref and the result branch stay.</summary>
    Task RemoveAsync(string runId, CancellationToken cancellation);

    /// <summary>Removes the folders, caches and remains of runs that are not among <paramref name="keep"/> and were last touched before <paramref name="before"/>.</summary>
    Task SweepAsync(IReadOnlySet<string> keep, DateTimeOffset before, CancellationToken cancellation);
}
