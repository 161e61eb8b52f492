namespace Coder.Workspaces.Sessions;

/// <param name="Succeeded">True when every root's restore ended with 0 (or nothing had to be restored).</param>
/// <param name="Steps">One a root and ecosystem.</param>
public sealed record RestoreResult(bool Succeeded, IReadOnlyList<RestoreStep> Steps);
