using System.Globalization;

namespace Coder.Workspaces.Sandbox.Limits;

/// <param name="Kind">Which limit.</param>
/// <param name="Reason">What the command did, to follow "it": <c>used more than 4 GiB of memory</c>.</param>
public sealed record LimitHit(LimitKind Kind, string Reason)
{
    internal static LimitHit Of(LimitKind kind, SandboxLimits limits) => new(kind, kind switch
    {
        LimitKind.Time => $"did not end within {Seconds(limits.Time)}",
        LimitKind.CpuTime => $"used more than {Seconds(limits.CpuTime)} of processor time",
        LimitKind.Memory => $"used more than {Bytes(limits.MemoryBytesMax)} of memory",
        LimitKind.Processes => $"wanted more than {limits.ProcessesMax} processes and threads",
        LimitKind.FileBytes => $"wrote more than {Bytes(limits.FileBytesMax)} to one file",
        LimitKind.WorkspaceBytes => $"made its folders larger than {Bytes(limits.WorkspaceBytesMax)}",
        LimitKind.WorkspaceFiles => $"made more than {limits.WorkspaceFilesMax} files",
        _ => $"left less than {Bytes(SandboxLimits.DiskReserveBytes)} free on the disk of its folders",
    });

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static string Bytes(long bytes) => bytes % (1L << 30) == 0 ? $"{bytes >> 30} GiB" : bytes % (1L << 20) == 0 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}
