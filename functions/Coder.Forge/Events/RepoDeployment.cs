namespace Coder.Forge.Events;

/// <summary>A deployment.</summary>
/// <param name="State">That of the newest status, such as <c>success</c>; null without one.</param>
public sealed record RepoDeployment(long Id, string Environment, string Commit, string Task, string? State);
