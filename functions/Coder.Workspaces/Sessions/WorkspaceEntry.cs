namespace Coder.Workspaces.Sessions;

/// <param name="Path">Relative to the workspace's root.</param>
/// <param name="IsDirectory">False for files and links.</param>
/// <param name="Bytes">Size of a file; 0 for others.</param>
public sealed record WorkspaceEntry(string Path, bool IsDirectory, long Bytes);
