using System.Globalization;

namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>Control groups for commands, all below one group of this process.</summary>
internal sealed class CgroupGroups : ICommandGroups
{
    private readonly CgroupDialect _dialect;
    private readonly IReadOnlyDictionary<string, string> _parents;
    private int _last;

    private CgroupGroups(CgroupDialect dialect, IReadOnlyDictionary<string, string> parents) => (_dialect, _parents) = (dialect, parents);

    public string Description
    {
        get
        {
            var missing = new[] { "memory", "pids", "cpu" }.Where(controller => !_parents.ContainsKey(controller)).ToList();
            return $"control groups v{(_dialect == CgroupDialect.V2 ? 2 : 1)}" + (missing.Count == 0 ? "" : $", without {string.Join(" and ", missing)}");
        }
    }

    /// <summary>Groups below those this process may write; without any, the process tree is counted instead.</summary>
    /// <param name="name">Of the group of this process; nobody else's.</param>
    /// <param name="made">Is told of each folder that must be removed when this process is gone.</param>
    public static ICommandGroups Open(string name, Action<IEnumerable<string>> made)
    {
        var finder = new CgroupFinder(name);
        var (dialect, parents) = finder.Find(CgroupMount.Parse(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup")));
        made(parents.Values.Distinct());
        return parents.Count > 0 ? new CgroupGroups(dialect, parents) : new ProcessTreeGroups(finder.Reasons);
    }

    public ICommandGroup Create(SandboxLimits limits)
    {
        var name = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        var folders = _parents.ToDictionary(parent => parent.Key, parent => Directory.CreateDirectory(Path.Combine(parent.Value, name)).FullName);
        var group = new Cgroup(_dialect, folders);
        group.Limit(limits);
        return group;
    }
}
