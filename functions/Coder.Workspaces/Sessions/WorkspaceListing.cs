namespace Coder.Workspaces.Sessions;

/// <param name="Entries">Ordinal order by path.</param>
/// <param name="Truncated">True when the limit cut the list.</param>
public sealed record WorkspaceListing(IReadOnlyList<WorkspaceEntry> Entries, bool Truncated);
