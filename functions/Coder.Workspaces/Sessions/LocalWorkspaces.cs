using System.Collections.Concurrent;
using Coder.Workspaces.Dependencies;
using Coder.Workspaces.Files;
using Coder.Workspaces.Git;
using Coder.Workspaces.Sandbox;
using Microsoft.Extensions.Options;

namespace Coder.Workspaces.Sessions;

/// <summary>
/// Workspaces on this machine's disk. A run's files lie in a plain folder without <c>.git</c>; its git data lies beside them, out of every
/// command's sight, and borrows the objects of the user's repository.
/// </summary>
internal sealed class LocalWorkspaces(IOptions<WorkspaceOptions> options, GitCommand git, SandboxChoice sandboxes, TimeProvider time) : IWorkspaces
{
    // One host per home, so a lock of the process is enough.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    public async Task<IWorkspaceSession> OpenAsync(WorkspaceSpec spec, CancellationToken cancellation)
    {
        var layout = WorkspaceLayout.For(options.Value.Home, spec.RunId);
        var sandbox = await sandboxes(spec, cancellation);
        var user = await FindRepositoryAsync(spec, cancellation);
        var run = new RunWorkspace(spec, user, GateOf(spec.RunId));
        var session = Session(run, layout, sandbox, token => OpenBaselineAsync(run, layout with { Name = "baseline" }, sandbox, token));
        if (await FillIfMissingAsync(run, layout, cancellation)) await session.RepeatRestoreAsync(cancellation);
        return session;
    }

    public async Task RemoveAsync(string runId, CancellationToken cancellation)
    {
        var layout = WorkspaceLayout.For(options.Value.Home, runId);
        var gate = GateOf(runId);
        await gate.WaitAsync(cancellation);
        try
        {
            // Not in the folder that is being removed.
            var trash = new WorkspaceTrash(layout.Folder + ".trash");
            trash.Delete(layout.Folder);
            trash.Delete(layout.CacheFolder);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task SweepAsync(IReadOnlySet<string> keep, DateTimeOffset before, CancellationToken cancellation)
    {
        foreach ((string runId, DirectoryInfo folder) in WorkspaceLayout.In(options.Value.Home).ToList())
        {
            if (keep.Contains(runId) || folder.LastWriteTimeUtc >= before) continue;
            await RemoveAsync(runId, cancellation);
            // A name with a dot is what a removal left that was cut off.
            if (folder.Name != runId) new WorkspaceTrash(Path.Combine(folder.Parent!.FullName, $"{runId}.trash")).Delete(folder.FullName);
        }
    }

    private async Task<UserRepository> FindRepositoryAsync(WorkspaceSpec spec, CancellationToken cancellation)
    {
        var found = !Directory.Exists(spec.RepositoryPath) ? null : await git.RunAsync(
            new GitInvocation { WorkingDirectory = spec.RepositoryPath, Arguments = ["rev-parse", "--absolute-git-dir"] }, cancellation);
        if (found is not { ExitCode: 0 })
        {
            throw new WorkspaceException("not_a_repository", $"'{spec.RepositoryPath}' is no git repository (any more). Put it back, then resume the run.");
        }

        var user = new UserRepository(git, found.Text);
        foreach (var commit in (string[])[spec.BaseCommit, spec.StartCommit ?? spec.BaseCommit])
        {
            if (await user.FindCommitAsync(commit, cancellation) is null)
            {
                throw new WorkspaceException("unknown_ref", $"The run's base commit {commit} is not in '{spec.RepositoryPath}' (any more). Fetch it, then resume the run.");
            }
        }

        return user;
    }

    /// <returns>True when the files were not there and have been made.</returns>
    private async Task<bool> FillIfMissingAsync(RunWorkspace run, WorkspaceLayout layout, CancellationToken cancellation)
    {
        await run.Gate.WaitAsync(cancellation);
        try
        {
            if (File.Exists(layout.ReadyFile)) return false;
            await FillFromLastCheckpointAsync(run, layout, cancellation);
            return true;
        }
        finally
        {
            run.Gate.Release();
        }
    }

    private async Task FillFromLastCheckpointAsync(RunWorkspace run, WorkspaceLayout layout, CancellationToken cancellation)
    {
        Directory.CreateDirectory(layout.Folder);
        var repository = Repository(layout);
        if (!repository.Exists)
        {
            new WorkspaceTrash(layout.Trash).Delete(layout.GitDirectory);
            await repository.CreateAsync(run.User, cancellation);
        }

        var last = await run.User.FindCommitAsync(run.HiddenRef, cancellation);
        // From the start, so that no clean-up of the user's repository takes the base away from a run that waits.
        var start = run.Spec.StartCommit ?? run.Spec.BaseCommit;
        if (last is null) await run.User.UpdateRefAsync(run.HiddenRef, start, "", cancellation);
        await FillAsync(layout, repository, last ?? start, cancellation);
    }

    private static async Task FillAsync(WorkspaceLayout layout, WorkspaceRepository repository, string commit, CancellationToken cancellation)
    {
        new WorkspaceTrash(layout.Trash).Delete(Path.GetDirectoryName(layout.Files)!);
        Directory.CreateDirectory(layout.Files);
        await repository.CheckOutAsync(await repository.TreeOfAsync(commit, cancellation), cancellation);
        await File.WriteAllBytesAsync(layout.ReadyFile, [], cancellation);
    }

    private async Task<IWorkspaceSession> OpenBaselineAsync(RunWorkspace run, WorkspaceLayout layout, ISandbox sandbox, CancellationToken cancellation)
    {
        await run.Gate.WaitAsync(cancellation);
        try
        {
            await FillAsync(layout, Repository(layout), run.Spec.BaseCommit, cancellation);
        }
        finally
        {
            run.Gate.Release();
        }

        var session = Session(run, layout, sandbox, openBaseline: null);
        await session.RepeatRestoreAsync(cancellation);
        return session;
    }

    private LocalWorkspaceSession Session(
        RunWorkspace run, WorkspaceLayout layout, ISandbox sandbox, Func<CancellationToken, Task<IWorkspaceSession>>? openBaseline)
    {
        var commands = new CommandRunner(sandbox, layout, run.Spec, options.Value, time);
        return new LocalWorkspaceSession(run, layout, Repository(layout), commands, new DependencyRestore(commands, layout, options.Value), openBaseline);
    }

    private WorkspaceRepository Repository(WorkspaceLayout layout) => new(git, layout.GitDirectory, layout.Files, layout.IndexFile);

    private SemaphoreSlim GateOf(string runId) => _gates.GetOrAdd(runId, _ => new SemaphoreSlim(1, 1));
}
