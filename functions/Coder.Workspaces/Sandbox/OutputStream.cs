namespace Coder.Workspaces.Sandbox;

public enum OutputStream
{
    Out = 1,
    Error = 2,
}
