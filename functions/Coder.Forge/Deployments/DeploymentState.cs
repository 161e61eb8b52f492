namespace Coder.Forge.Deployments;

public enum DeploymentState
{
    Running,
    Succeeded,
    Failed,
}
