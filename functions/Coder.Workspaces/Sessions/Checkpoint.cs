namespace Coder.Workspaces.Sessions;

/// <param name="Commit">Hash of the commit on the run's hidden ref.</param>
/// <param name="Tree">Its tree hash.</param>
/// <param name="Changed">False when the tree is that of the checkpoint before.</param>
public sealed record Checkpoint(string Commit, string Tree, bool Changed);
