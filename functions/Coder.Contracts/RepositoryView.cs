namespace Coder.Contracts;

/// <param name="Path">Root of the local repository; of one elsewhere this machine's copy.</param>
/// <param name="BaseCommit">Commit the run started from.</param>
/// <param name="ProjectDirectory">Folder below the root; empty for the root.</param>
/// <param name="Remote">Its name where it comes from, <c>owner/name</c>; null for a local one.</param>
public sealed record RepositoryView(string Path, string BaseCommit, string ProjectDirectory, string? Remote = null);
