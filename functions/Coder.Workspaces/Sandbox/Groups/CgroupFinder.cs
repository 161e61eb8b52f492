namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>Finds the control groups below which this process may make its own, and makes one there that holds all commands of this process.</summary>
/// <param name="name">Of the group to make.</param>
internal sealed class CgroupFinder(string name)
{
    private static readonly string[] Wanted = ["memory", "pids", "cpu"];

    private readonly List<string> _reasons = [];

    public IReadOnlyList<string> Reasons => _reasons;

    /// <returns>Folders made, by controller; empty with <see cref="Reasons"/> when no group limits memory here.</returns>
    public (CgroupDialect Dialect, IReadOnlyDictionary<string, string> Folders) Find(IReadOnlyList<CgroupMount> mounts)
    {
        if (mounts.Where(mount => mount.Version == 2).Select(FindV2).FirstOrDefault(folder => folder is not null) is { } unified)
            return (CgroupDialect.V2, Controllers(unified).ToDictionary(controller => controller, _ => unified));
        Dictionary<string, string> folders = [];
        foreach (var mount in mounts.Where(mount => mount.Version == 1 && mount.Controllers.Any(controller => Wanted.Contains(controller) || controller == "cpuacct")))
        {
            if (TryMake(mount.Own) is { } folder)
            {
                foreach (var controller in mount.Controllers)
                    folders[controller] = folder;
            }
        }
        if (folders.ContainsKey("memory"))
            return (CgroupDialect.V1, folders);
        foreach (var folder in folders.Values.Distinct())
            Directory.Delete(folder);
        if (mounts.Count == 0)
            _reasons.Add("none is mounted");
        return (CgroupDialect.V1, new Dictionary<string, string>());
    }

    /// <summary>The nearest group that may have children with limits: one with processes of its own may not, so mostly an ancestor of ours.</summary>
    private string? FindV2(CgroupMount mount)
    {
        for (var folder = mount.Own; folder.Length >= mount.Top.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (!Controllers(folder).Contains("memory"))
                continue;
            if (TryMake(folder) is not { } made)
                continue;
            try
            {
                // A process may be moved only by whoever may write the members of the group above both places.
                using (File.Open(Path.Combine(folder, "cgroup.procs"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) { }
                var wanted = string.Join(' ', Controllers(folder).Intersect(Wanted).Select(controller => "+" + controller));
                File.WriteAllText(Path.Combine(folder, "cgroup.subtree_control"), wanted);
                File.WriteAllText(Path.Combine(made, "cgroup.subtree_control"), wanted);
                return made;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                _reasons.Add(failure.Message);
                Directory.Delete(made);
            }
        }
        return null;
    }

    private static IReadOnlyList<string> Controllers(string folder) =>
        File.Exists(Path.Combine(folder, "cgroup.controllers")) ? File.ReadAllText(Path.Combine(folder, "cgroup.controllers")).Trim().Split(' ') : [];

    private string? TryMake(string parent)
    {
        try
        {
            return Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _reasons.Add(failure.Message);
            return null;
        }
    }
}
