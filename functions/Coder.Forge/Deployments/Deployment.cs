namespace Coder.Forge.Deployments;

/// <summary>A deployment of ours, as the forge keeps it.</summary>
/// <param name="Id">The forge's name for it.</param>
public sealed record Deployment(string Id, DeploymentState State);
