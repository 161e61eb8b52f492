namespace Coder.Forge.Deployments;

/// <summary>What a deployment of ours is to say.</summary>
/// <param name="Key">Names the deployment among ours of that commit; characters as of <see cref="Comments.CommentDraft.Key"/>.</param>
/// <param name="Environment">Like <c>production</c>.</param>
/// <param name="Description">One line, at most 140 characters.</param>
public sealed record DeploymentDraft(string Key, string Commit, string Environment, DeploymentState State, string Description);
