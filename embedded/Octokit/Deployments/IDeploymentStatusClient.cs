namespace Octokit;

public interface IDeploymentStatusClient
{
    Task<DeploymentStatus> Create(string owner, string name, long deploymentId, NewDeploymentStatus newDeploymentStatus);

    Task<IReadOnlyList<DeploymentStatus>> GetAll(string owner, string name, long deploymentId);
}
