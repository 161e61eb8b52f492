namespace Coder.Workspaces.Sandbox;

/// <summary>Limits of one command. Each is enforced; which one was hit is in <see cref="SandboxResult.Limit"/>.</summary>
public sealed record SandboxLimits
{
    /// <summary>Below this no command that adds to the disk goes on, whatever its own limit: the host needs room to save what it knows.</summary>
    public const long DiskReserveBytes = 512L << 20;

    /// <summary>Wall clock. Default 300 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Processor time of all processes together, looked at four times a second. Default 2 hours.</summary>
    public TimeSpan CpuTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Memory of all processes and of the memory file systems together. Default 6 GiB.</summary>
    public long MemoryBytesMax { get; init; } = 6L << 30;

    /// <summary>Processes and threads. Default 512.</summary>
    public int ProcessesMax { get; init; } = 512;

    /// <summary>Largest file a process may write. Default 1 GiB.</summary>
    public long FileBytesMax { get; init; } = 1L << 30;

    /// <summary>The workspace and the writable mounts together, looked at four times a second; a larger one may not grow. Default 8 GiB.</summary>
    public long WorkspaceBytesMax { get; init; } = 8L << 30;

    /// <summary>Files and folders of the same, likewise. Default 500 000.</summary>
    public long WorkspaceFilesMax { get; init; } = 500_000;

    /// <summary>Private data of one process (RLIMIT_DATA; never RLIMIT_AS: runtimes reserve more than they use). Default 2 GiB.</summary>
    public long DataBytesMax { get; init; } = 2L << 30;

    /// <summary>Open files of one process. Default 4096.</summary>
    public int OpenFilesMax { get; init; } = 4096;

    /// <summary>Output that is kept and handed on; what comes after it is counted and dropped. Default 16 MiB.</summary>
    public long OutputBytesMax { get; init; } = 16L << 20;
}
