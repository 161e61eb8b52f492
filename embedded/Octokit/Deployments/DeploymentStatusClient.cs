namespace Octokit;

internal sealed class DeploymentStatusClient(IConnection connection) : IDeploymentStatusClient
{
    public Task<DeploymentStatus> Create(string owner, string name, long deploymentId, NewDeploymentStatus newDeploymentStatus) =>
        connection.PostAsync<DeploymentStatus>(Query.Route($"repos/{owner}/{name}/deployments/{deploymentId}/statuses"), newDeploymentStatus);

    public Task<IReadOnlyList<DeploymentStatus>> GetAll(string owner, string name, long deploymentId) =>
        connection.GetAllAsync<DeploymentStatus>(Query.Route($"repos/{owner}/{name}/deployments/{deploymentId}/statuses"));
}
