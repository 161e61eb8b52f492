namespace Coder.Workspaces.Integration;

/// <summary>A commit of a branch.</summary>
/// <param name="Message">Whole.</param>
public sealed record IntegratedCommit(string Hash, string Message);
