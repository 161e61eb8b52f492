namespace Coder.Workspaces.Sessions;

/// <summary>What <see cref="IRepositoryInspection"/> found.</summary>
/// <param name="Root">Absolute path of the repository's work tree.</param>
/// <param name="BaseCommit">Full hash of the commit a run starts from.</param>
/// <param name="ProjectDirectory">The folder asked for, below the root; empty for the root.</param>
/// <param name="Config"><c>.coder/config.yml</c> of the base commit; null when there is none.</param>
/// <param name="UncommittedFiles">Changed or untracked files, which a run does not see; at most 1000.</param>
public sealed record RepositoryState(string Root, string BaseCommit, string ProjectDirectory, IReadOnlyList<string> UncommittedFiles, byte[]? Config = null);
