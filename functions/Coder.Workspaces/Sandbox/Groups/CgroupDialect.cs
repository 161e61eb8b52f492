namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>How one version of control groups names what a command's group sets and reads.</summary>
/// <param name="Limits">Controller, file, value; a file that the kernel does not have is passed over.</param>
/// <param name="CpuTime">Controller, file, key (null: the file is one number), and how many units make a second.</param>
/// <param name="OutOfMemory">File whose <c>oom_kill</c> counts.</param>
/// <param name="MemoryNow">File with the bytes held now.</param>
/// <param name="JoinFile">By which a process of one thread joins.</param>
internal sealed record CgroupDialect(
    Func<SandboxLimits, IReadOnlyList<(string Controller, string File, string Value)>> Limits,
    (string Controller, string File, string? Key, double PerSecond) CpuTime,
    string OutOfMemory,
    string MemoryNow,
    string JoinFile)
{
    /// <summary>Bubblewrap's own two processes and the programs before it.</summary>
    private const int OwnProcesses = 4;

    /// <summary>Documentation/admin-guide/cgroup-v1 of the kernel. Half the share of an ordinary group.</summary>
    public static CgroupDialect V1 { get; } = new(
        limits =>
        [
            ("memory", "memory.limit_in_bytes", $"{limits.MemoryBytesMax}"), ("memory", "memory.memsw.limit_in_bytes", $"{limits.MemoryBytesMax}"),
            ("pids", "pids.max", $"{limits.ProcessesMax + OwnProcesses}"), ("cpu", "cpu.shares", "512"),
        ],
        ("cpuacct", "cpuacct.usage", null, 1e9), "memory.oom_control", "memory.usage_in_bytes",
        // A thread that moves itself alone need not wait until no process of the machine forks or ends: up to 20 ms a controller.
        "tasks");

    /// <summary>Documentation/admin-guide/cgroup-v2.rst of the kernel. Half the weight of an ordinary group.</summary>
    public static CgroupDialect V2 { get; } = new(
        limits =>
        [
            ("memory", "memory.max", $"{limits.MemoryBytesMax}"), ("memory", "memory.swap.max", "0"), ("memory", "memory.oom.group", "1"),
            ("pids", "pids.max", $"{limits.ProcessesMax + OwnProcesses}"), ("cpu", "cpu.weight", "50"),
        ],
        ("cpu", "cpu.stat", "usage_usec", 1e6), "memory.events", "memory.current", "cgroup.procs");
}
