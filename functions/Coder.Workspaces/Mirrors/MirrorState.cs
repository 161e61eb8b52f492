using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Mirrors;

/// <summary>What a fetch brought.</summary>
/// <param name="Repository">The mirror as a repository for runs; its settings are those of the default branch.</param>
/// <param name="Branch">The branch that a change of it is for: the one asked for, or the default branch.</param>
public sealed record MirrorState(RepositoryState Repository, string Branch);
