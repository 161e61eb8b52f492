namespace Coder.Contracts;

/// <param name="Path">Root of the local repository.</param>
/// <param name="BaseCommit">Commit the run started from.</param>
/// <param name="ProjectDirectory">Folder below the root; empty for the root.</param>
public sealed record RepositoryView(string Path, string BaseCommit, string ProjectDirectory);
