namespace Octokit;

internal sealed class DeploymentsClient(IConnection connection) : IDeploymentsClient
{
    public IDeploymentStatusClient Status { get; } = new DeploymentStatusClient(connection);

    public Task<IReadOnlyList<Deployment>> GetAll(string owner, string name, ApiOptions options) =>
        connection.GetAllAsync<Deployment>(Query.Route($"repos/{owner}/{name}/deployments"), options: options);

    public Task<Deployment> Create(string owner, string name, NewDeployment newDeployment) =>
        connection.PostAsync<Deployment>(Query.Route($"repos/{owner}/{name}/deployments"), newDeployment);
}
