namespace Octokit;

public interface IDeploymentsClient
{
    IDeploymentStatusClient Status { get; }

    Task<IReadOnlyList<Deployment>> GetAll(string owner, string name, ApiOptions options);

    Task<Deployment> Create(string owner, string name, NewDeployment newDeployment);
}
