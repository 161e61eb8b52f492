namespace Coder.Workspaces.Sandbox;

/// <summary>Limits of one command. Each is enforced; which one was hit is in <see cref="SandboxResult.End"/>.</summary>
public sealed record SandboxLimits
{
    /// <summary>Wall clock. Default 300 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Processes and threads of the command's uid. Default 512.</summary>
    public int ProcessesMax { get; init; } = 512;

    /// <summary>Largest file a process may write. Default 1 GiB.</summary>
    public long FileBytesMax { get; init; } = 1L << 30;

    /// <summary>Private data of one process (RLIMIT_DATA; never RLIMIT_AS: runtimes reserve more than they use). Default 2 GiB.</summary>
    public long DataBytesMax { get; init; } = 2L << 30;

    /// <summary>Open files of one process. Default 4096.</summary>
    public int OpenFilesMax { get; init; } = 4096;

    /// <summary>Output that is kept and handed on; what comes after it is counted and dropped. Default 16 MiB.</summary>
    public long OutputBytesMax { get; init; } = 16L << 20;
}
