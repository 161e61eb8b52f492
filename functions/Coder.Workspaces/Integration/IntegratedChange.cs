namespace Coder.Workspaces.Integration;

/// <summary>Two changes in one tree.</summary>
/// <param name="Commit">Has the tree. It is on no branch, and is not to be published: its files may hold conflict markers.</param>
/// <param name="Conflicts">Files that both changed at the same place, or one changed and the other removed.</param>
/// <param name="Unmergeable">Those of them that are no text: the tree has only one side's.</param>
public sealed record IntegratedChange(string Commit, IReadOnlyList<string> Conflicts, IReadOnlyList<string> Unmergeable);
