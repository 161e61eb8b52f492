namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>A mounted hierarchy of control groups, and where this process stands in it.</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Controllers">Of version 1: what the hierarchy counts. Of version 2 each folder says it itself.</param>
/// <param name="Top">Folder of the mount.</param>
/// <param name="Own">Folder of this process's group.</param>
internal sealed record CgroupMount(int Version, IReadOnlyList<string> Controllers, string Top, string Own)
{
    /// <param name="mountInfo"><c>/proc/self/mountinfo</c></param>
    /// <param name="own"><c>/proc/self/cgroup</c></param>
    public static IReadOnlyList<CgroupMount> Parse(string mountInfo, string own)
    {
        var paths = own.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToList();
        return [.. mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(line, paths)).OfType<CgroupMount>()];
    }

    private static CgroupMount? Parse(string line, List<string[]> paths)
    {
        // proc_pid_mountinfo(5): id parent device root point options [optional fields] - type source options
        var halves = line.Split(" - ", 2);
        if (halves.Length < 2 || halves[1].Split(' ') is not [var type and ("cgroup" or "cgroup2"), _, var options, ..])
            return null;
        var mount = halves[0].Split(' ');
        var (root, top) = (mount[3], mount[4]);
        var controllers = options.Split(',');
        var path = type == "cgroup2"
            ? paths.Find(parts => parts[0] == "0")
            : paths.Find(parts => parts[1].Length > 0 && parts[1].Split(',').All(controllers.Contains));
        if (path is null)
            return null;
        // In a container the mount may begin at its own group.
        var below = root != "/" && (path[2] + "/").StartsWith(root + "/", StringComparison.Ordinal) ? path[2][root.Length..] : path[2];
        return new(type == "cgroup2" ? 2 : 1, type == "cgroup2" ? [] : path[1].Split(','), top, Path.Join(top, below).TrimEnd('/'));
    }
}
