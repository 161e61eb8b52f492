namespace Coder.Workspaces.Gates;

/// <summary>Tri-state: what did not run never counts as passed.</summary>
public enum GateState
{
    Passed,
    Failed,
    NotRun,
}
