namespace Octokit;

public class NewDeploymentStatus
{
    public NewDeploymentStatus(DeploymentState deploymentState) => State = deploymentState;

    public DeploymentState State { get; }

    public string Description { get; set; }

    public string LogUrl { get; set; }

    public string EnvironmentUrl { get; set; }

    public bool? AutoInactive { get; set; }
}
