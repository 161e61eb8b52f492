using System.Globalization;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Groups;

/// <summary>A control group for one command: one folder a controller (v1), or one for all (v2).</summary>
/// <param name="folders">By controller; all exist.</param>
internal sealed class Cgroup(CgroupDialect dialect, IReadOnlyDictionary<string, string> folders) : ICommandGroup
{
    private const string Members = "cgroup.procs";

    /// <summary>How long killed processes may take to leave.</summary>
    private static readonly TimeSpan EmptyTime = TimeSpan.FromSeconds(5);

    public IReadOnlyList<string> JoinFiles { get; } = [.. folders.Values.Distinct().Select(folder => Path.Combine(folder, dialect.JoinFile))];

    public bool YieldsProcessors => folders.ContainsKey("cpu");

    public void Limit(SandboxLimits limits)
    {
        foreach (var (controller, file, value) in dialect.Limits(limits))
        {
            if (folders.TryGetValue(controller, out var folder) && File.Exists(Path.Combine(folder, file)))
                File.WriteAllText(Path.Combine(folder, file), value);
        }
    }

    public ResourceUse Read(int? firstProcess)
    {
        var (controller, file, key, perSecond) = dialect.CpuTime;
        return new(
            TimeSpan.FromSeconds(Number(controller, file, key) / perSecond), Number("memory", dialect.MemoryNow, null),
            Number("memory", dialect.OutOfMemory, "oom_kill") > 0, Number("pids", "pids.events", "max") > 0);
    }

    public void Dispose()
    {
        foreach (var folder in folders.Values.Distinct())
            Remove(folder);
    }

    /// <summary>Kills what is in a group's folder and removes it. One that stays is tried again by the next start of the host.</summary>
    public static void Remove(string folder) => SpinWait.SpinUntil(() => TryRemove(folder), EmptyTime);

    private static bool TryRemove(string folder)
    {
        try
        {
            foreach (var member in File.ReadAllLines(Path.Combine(folder, Members)))
                _ = LibC.Kill(int.Parse(member, CultureInfo.InvariantCulture), LibC.SignalKill);
            // Its files are the kernel's and go with it.
            Directory.Delete(folder);
            return true;
        }
        catch (IOException)
        {
            // Busy until the last one has left.
            return !Directory.Exists(folder);
        }
    }

    private long Number(string controller, string file, string? key)
    {
        if (!folders.TryGetValue(controller, out var folder) || !File.Exists(Path.Combine(folder, file)))
            return 0;
        var lines = File.ReadAllLines(Path.Combine(folder, file));
        var text = key is null ? lines[0] : lines.FirstOrDefault(line => line.StartsWith(key + " ", StringComparison.Ordinal))?[(key.Length + 1)..];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
