namespace Coder.Workspaces.Sessions;

/// <summary>The platform could not give the workspace or do what was asked of it. Never a failing command or tool: those are results.</summary>
/// <param name="code">Stable code, one section each in docs/errors.md: <c>not_a_repository</c>, <c>no_commit</c>, <c>sandbox_unavailable</c>, …</param>
/// <param name="message">What is wrong and how to mend it.</param>
public sealed class WorkspaceException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    /// <summary>True for what the agent did to the files and can undo: it is told, and the run goes on. Everything else is the platform's.</summary>
    public bool IsForTheAgent => Code is "nested_repository" or "unusable_path" or "unsafe_change";
}
