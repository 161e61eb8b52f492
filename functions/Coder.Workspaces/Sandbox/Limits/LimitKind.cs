namespace Coder.Workspaces.Sandbox.Limits;

/// <summary>A limit of <see cref="SandboxLimits"/>.</summary>
public enum LimitKind
{
    Time = 0,
    CpuTime = 1,
    Memory = 2,
    Processes = 3,
    FileBytes = 4,
    WorkspaceBytes = 5,
    WorkspaceFiles = 6,

    /// <summary>The disk was about to run full, whoever filled it.</summary>
    Disk = 7,
}
