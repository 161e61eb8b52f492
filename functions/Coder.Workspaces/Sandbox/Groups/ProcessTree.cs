using System.Globalization;

namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>Adds up what the descendants of a process use, from <c>/proc</c>. Inside a sandbox nothing leaves the tree: orphans go to its first process.</summary>
internal static class ProcessTree
{
    /// <summary>USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    public static ResourceUse Read(int root)
    {
        var members = Find(root);
        var cpu = TimeSpan.FromSeconds(members.Sum(process => process.Ticks) / TicksPerSecond);
        return new(cpu, members.Sum(process => PrivateBytes(process.Id)), OutOfMemory: false, ProcessRefused: false);
    }

    /// <returns>The process and its descendants; empty when it is gone.</returns>
    public static IEnumerable<int> Members(int root) => Find(root).Select(process => process.Id);

    private static List<Process> Find(int root)
    {
        var rows = Directory.EnumerateDirectories("/proc").Select(Row).OfType<Process>().ToDictionary(process => process.Id);
        return [.. rows.Values.Where(process => IsBelow(process, root, rows))];
    }

    private static bool IsBelow(Process process, int root, Dictionary<int, Process> rows)
    {
        // Rows are read one after another: a pid that was used again meanwhile could close a circle.
        for (var steps = 0; steps < rows.Count; steps++)
        {
            if (process.Id == root)
                return true;
            if (!rows.TryGetValue(process.Parent, out process!))
                return false;
        }
        return false;
    }

    private static Process? Row(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || Text($"{folder}/stat") is not { } stat)
            return null;
        // proc_pid_stat(5), from field 3 on: the name before it stands in parentheses and may hold anything.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
    }

    /// <summary>Without file pages, which many processes share and the kernel can drop.</summary>
    private static long PrivateBytes(int id) => (Text($"/proc/{id}/status") ?? "").Split('\n')
        .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10);

    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    private sealed record Process(int Id, int Parent, long Ticks);
}
