namespace Coder.Workspaces.Sessions;

/// <param name="Status">git's letter: <c>A</c>, <c>M</c>, <c>D</c>, <c>R</c>, <c>T</c>.</param>
/// <param name="Path">Relative to the root; the new one of a rename.</param>
/// <param name="Added">Lines; -1 for a binary file.</param>
/// <param name="Removed">Lines; -1 for a binary file.</param>
/// <param name="OldPath">Where a renamed file was; null when it was not renamed.</param>
public sealed record ChangedFile(string Status, string Path, int Added, int Removed, string? OldPath = null);
