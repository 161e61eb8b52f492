namespace Coder.Workspaces.Sessions;

/// <param name="Patch">git's own format, binary content included; empty when nothing changed.</param>
/// <param name="Files">Files changed.</param>
public sealed record WorkspaceDiff(string Patch, IReadOnlyList<ChangedFile> Files);
