namespace Coder.Workspaces.Sessions;

/// <summary>Something of the repository that is not in its workspaces.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Message">What, and what that means.</param>
public sealed record WorkspaceNote(string Code, string Message);
