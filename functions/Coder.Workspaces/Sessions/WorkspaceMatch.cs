namespace Coder.Workspaces.Sessions;

/// <param name="Line">1-based.</param>
public sealed record WorkspaceMatch(string Path, int Line, string Text);
