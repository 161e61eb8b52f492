using Coder.Workspaces.Sandbox.Groups;

namespace Coder.Tests.Workspaces.Sandbox.Groups;

/// <summary>On ordinary folders that look like control groups: which are chosen, and what is written.</summary>
public sealed class CgroupFinderTests : IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("coder-cgroup-test-");

    [Fact]
    public void Find_Version2_TakesTheNearestGroupThatMayLimitChildren()
    {
        Group("slice", "cpuset cpu io memory pids");
        var own = Group("slice/scope", "");
        var finder = new CgroupFinder("ours");

        var (dialect, _) = finder.Find([new(2, [], _top.FullName, own)]);

        var made = Path.Combine(_top.FullName, "slice/ours");
        Assert.Equal(CgroupDialect.V2, dialect);
        Assert.Equal("+cpu +memory +pids", File.ReadAllText(Path.Combine(_top.FullName, "slice/cgroup.subtree_control")));
        Assert.Equal("+cpu +memory +pids", File.ReadAllText(Path.Combine(made, "cgroup.subtree_control")));
        Assert.False(Directory.Exists(Path.Combine(own, "ours")));
    }

    [Fact]
    public void Find_Version1WithoutMemory_TakesNoneAndLeavesNothing()
    {
        var own = Group("pids", "");

        var (_, folders) = new CgroupFinder("ours").Find([new(1, ["pids"], own, own)]);

        Assert.Empty(folders);
        Assert.False(Directory.Exists(Path.Combine(own, "ours")));
    }

    [Fact]
    public void Find_GroupThatIsNotThere_GivesTheReason()
    {
        var finder = new CgroupFinder("ours");

        finder.Find([new(1, ["memory"], "/proc/self", "/proc/self/none")]);

        Assert.Contains("/proc/self/none", Assert.Single(finder.Reasons));
        Assert.Contains("/proc/self/none", new ProcessTreeGroups(finder.Reasons).Description);
    }

    [Fact]
    public void Limit_Version2_WritesWhatTheKernelHas()
    {
        var folder = Group("command", "");
        foreach (var file in (string[])["memory.max", "memory.swap.max", "pids.max", "cpu.weight"])
            File.WriteAllText(Path.Combine(folder, file), "");
        File.WriteAllText(Path.Combine(folder, "cpu.stat"), "usage_usec 2500000\nuser_usec 2\n");
        File.WriteAllText(Path.Combine(folder, "memory.current"), "4096\n");
        File.WriteAllText(Path.Combine(folder, "memory.events"), "low 0\noom 1\noom_kill 1\n");
        File.WriteAllText(Path.Combine(folder, "pids.events"), "max 0\n");
        var group = new Cgroup(CgroupDialect.V2, new[] { "memory", "pids", "cpu" }.ToDictionary(name => name, _ => folder));

        group.Limit(new() { MemoryBytesMax = 1 << 20, ProcessesMax = 100 });

        Assert.Equal(
            ("1048576", "0", "104", "50"), (Text("memory.max"), Text("memory.swap.max"), Text("pids.max"), Text("cpu.weight")));
        Assert.False(File.Exists(Path.Combine(folder, "memory.oom.group")));
        Assert.Equal(new ResourceUse(TimeSpan.FromSeconds(2.5), 4096, OutOfMemory: true, ProcessRefused: false), group.Read(null));
        Assert.Equal([Path.Combine(folder, "cgroup.procs")], group.JoinFiles);

        string Text(string file) => File.ReadAllText(Path.Combine(folder, file));
    }

    public void Dispose() => _top.Delete(recursive: true);

    private string Group(string path, string controllers)
    {
        var folder = _top.CreateSubdirectory(path).FullName;
        File.WriteAllText(Path.Combine(folder, "cgroup.controllers"), controllers + "\n");
        File.WriteAllText(Path.Combine(folder, "cgroup.procs"), "");
        return folder;
    }
}
