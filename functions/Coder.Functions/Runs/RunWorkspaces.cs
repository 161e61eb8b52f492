using Coder.Functions.Contracts;
using Coder.Functions.Policies;
using Coder.Runs.Records;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>Opens the workspaces of runs such that every command they run is an event, and no tool writes what the policy forbids.</summary>
public sealed class RunWorkspaces(IWorkspaces workspaces, RunPolicies policies, RunJournal journal)
{
    /// <param name="node">The visit on whose behalf commands run; null before the first node.</param>
    public async Task<IWorkspaceSession> OpenAsync(RunRecord run, NodeInput? node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunPolicy policy = await policies.OfAsync(run.RunId, cancellation);
        IWorkspaceSession session = await workspaces.OpenAsync(Spec(run, policy.Config.ToNetworkPolicy()), cancellation);
        return new ObservedWorkspace(session, run.RunId, node, policy.Change.Paths, journal);
    }

    public Task RemoveAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return workspaces.RemoveAsync(run.RunId, cancellation);
    }

    private static WorkspaceSpec Spec(RunRecord run, NetworkPolicy? network) => new(
        run.RunId, run.RepositoryPath, run.BaseCommit, run.ProjectDirectory, run.Request.Sandbox ?? "auto", run.CreatedAt, Network: network,
        StartCommit: run.Start?.Commit, Parents: run.Start?.Parents);
}
