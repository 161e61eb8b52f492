using Coder.Functions.Contracts;
using Coder.Functions.Policies;
using Coder.Functions.Projects;
using Coder.Runs.Records;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>Opens the workspaces of runs such that every command they run is an event, and no tool writes what the policy forbids.</summary>
public sealed class RunWorkspaces(IWorkspaces workspaces, RunPolicies policies, RunJournal journal, RunSecrets secrets)
{
    /// <param name="node">The visit on whose behalf commands run; null before the first node.</param>
    public Task<IWorkspaceSession> OpenAsync(RunRecord run, NodeInput? node, CancellationToken cancellation) => OpenAsync(run, node, null, cancellation);

    /// <summary>For commands that the platform or the agent's author chose: they find the project's secrets in their environment. What a model types never does.</summary>
    public async Task<IWorkspaceSession> OpenWithSecretsAsync(RunRecord run, NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return await OpenAsync(run, node, await secrets.OfAsync(run.RunId, cancellation), cancellation);
    }

    private async Task<IWorkspaceSession> OpenAsync(RunRecord run, NodeInput? node, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunPolicy policy = await policies.OfAsync(run.RunId, cancellation);
        IWorkspaceSession session = await workspaces.OpenAsync(Spec(run, policy.Config.ToNetworkPolicy()), cancellation);
        return new ObservedWorkspace(session, run.RunId, node, policy.Change.Paths, journal) { Environment = environment };
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
