using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Limits;

namespace Coder.SandboxProbes.Limits;

internal static class LimitProbes
{
    private static readonly SandboxLimits Small = new() { Time = TimeSpan.FromSeconds(30) };

    public static IReadOnlyList<LimitProbe> All { get; } =
    [
        new("start processes without end", "fork_bomb", Small with { ProcessesMax = 100 }),
        new("start threads without end", "threads", Small with { ProcessesMax = 100 }),
        new("take memory in many processes", "memory", Small with { MemoryBytesMax = 200L << 20 }, LimitKind.Memory),
        new("take memory in one process", "memory_of_one_process", Small with { DataBytesMax = 200L << 20 }),
        new("fill the disk", "disk", Small with { WorkspaceBytesMax = 60L << 20 }, LimitKind.WorkspaceBytes),
        new("fill the disk with deleted files", "deleted_files", Small with { WorkspaceBytesMax = 60L << 20 }, LimitKind.WorkspaceBytes),
        new("make files without end", "inodes", Small with { WorkspaceFilesMax = 2000 }, LimitKind.WorkspaceFiles),
        new("make one file too large", "one_file", Small with { FileBytesMax = 20L << 20 }),
        new("fill a memory file system", "memory_file_system", Small),
        new("open files without end", "open_files", Small with { OpenFilesMax = 200 }),
        new("take processor time", "processor_time", Small with { CpuTime = TimeSpan.FromSeconds(0.6) }, LimitKind.CpuTime),
        new("take too long", "wall_clock", Small with { Time = TimeSpan.FromSeconds(1) }, LimitKind.Time),
        new("flood the output", "output_flood", Small with { OutputBytesMax = 1L << 20 })
        {
            Held = outcome => outcome is { HandedOn: <= 1 << 20, Result: { OutputBytes: > 8 << 20, Output.Length: < 128 << 10 } },
        },
        new("leave a daemon behind", "daemon", Small) { Held = outcome => outcome is { Done: true, DaemonAlive: false } },
        new("leave a daemon behind at the time limit", "daemon_past_the_time", Small with { Time = TimeSpan.FromSeconds(1.5) }, LimitKind.Time)
        {
            Held = outcome => outcome is { DaemonAlive: false },
        },
    ];
}
