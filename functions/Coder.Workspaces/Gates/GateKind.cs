namespace Coder.Workspaces.Gates;

public enum GateKind
{
    Build,
    Test,
    Lint,
    Format,
}
