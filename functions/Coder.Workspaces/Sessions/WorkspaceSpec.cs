using Coder.Workspaces.Egress;

namespace Coder.Workspaces.Sessions;

/// <param name="RunId">The run that owns the workspace.</param>
/// <param name="RepositoryPath">Absolute path of the user's repository (its root).</param>
/// <param name="BaseCommit">Full hash of the commit the workspace starts from.</param>
/// <param name="ProjectDirectory">Folder below the root in which commands run by default; empty for the root.</param>
/// <param name="Sandbox"><c>auto</c>, <c>bwrap</c> or <c>none</c>.</param>
/// <param name="CreatedAt">When the run was created: the date of its commits, so that a repeated step makes the same commit. Null: the base commit's date.</param>
/// <param name="Network">What of the network its commands may reach, as far as <see cref="WorkspaceOptions.Network"/> allows it; null: what that says.</param>
/// <param name="StartCommit">The commit whose files the workspace starts with, where they are not the base commit's: what they change is part of the change. Null: the base commit.</param>
/// <param name="Parents">What the result continues; null: the base commit.</param>
/// <param name="TrustedSample">True for the product's own sample: <c>auto</c> then goes on without a sandbox where none works.</param>
public sealed record WorkspaceSpec(
    string RunId, string RepositoryPath, string BaseCommit, string ProjectDirectory = "", string Sandbox = "auto", DateTimeOffset? CreatedAt = null,
    bool TrustedSample = false, NetworkPolicy? Network = null, string? StartCommit = null, IReadOnlyList<string>? Parents = null);
