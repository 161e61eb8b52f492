namespace Coder.Workspaces.Sessions;

/// <summary>A path that cannot be used: outside the workspace, through a link, not there, not a regular file. The message is for the model.</summary>
public sealed class WorkspacePathException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
