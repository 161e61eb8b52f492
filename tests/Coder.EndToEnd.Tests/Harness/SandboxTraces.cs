using System.Diagnostics;
using System.Text;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>What the sandboxes of one host hold on the machine.</summary>
/// <param name="Parts">The hosts' folders in the home's scratch; their control groups carry the same names.</param>
/// <param name="Processes">Commands in sandboxes.</param>
internal sealed record SandboxTraces(IReadOnlyList<string> Parts, IReadOnlyList<int> Processes)
{
    private const string GroupPrefix = "coder-sandbox-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <param name="mark">Stands in the command line of the processes.</param>
    public static SandboxTraces Of(CoderHome home, string mark) => new(
        Directory.Exists(Scratch(home)) ? [.. Directory.GetDirectories(Scratch(home))] : [],
        [.. Directory.GetDirectories("/proc").Where(process => Runs(process, mark)).Select(process => int.Parse(Path.GetFileName(process)))]);

    /// <summary>Waits until <paramref name="seen"/> holds of what is there now, while <paramref name="run"/> goes on.</summary>
    public static async Task<SandboxTraces> WaitAsync(CoderHome home, CliProcess run, string mark, Func<SandboxTraces, bool> seen)
    {
        long begin = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(2));
        while (await timer.WaitForNextTickAsync())
        {
            SandboxTraces now = Of(home, mark);
            if (seen(now))
            {
                return now;
            }

            if (run.HasExited)
            {
                Assert.Fail($"The run ended: {await run.EndAsync()}");
            }

            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, $"Still: {now}");
        }

        throw new UnreachableException();
    }

    /// <summary>True when bubblewrap has been started and has told its first process.</summary>
    public bool HasSandbox => Parts.SelectMany(part => Directory.Exists(part) ? Directory.GetFiles(part, "status", SearchOption.AllDirectories) : []).Any(file => new FileInfo(file) is { Exists: true, Length: > 0 });

    /// <summary>What of this is still there: folders, control groups, mounts, processes.</summary>
    public IReadOnlyList<string> Left(string mark) =>
    [
        .. Parts.Where(Directory.Exists),
        .. Parts.SelectMany(part => Groups(GroupPrefix + Path.GetFileName(part))),
        .. Parts.SelectMany(part => File.ReadLines("/proc/self/mountinfo").Where(line => line.Contains(part, StringComparison.Ordinal))),
        .. Processes.Where(process => Runs($"/proc/{process}", mark)).Select(process => $"process {process}"),
    ];

    public override string ToString() => $"parts {string.Join(' ', Parts)}, processes {string.Join(' ', Processes)}";

    private static string Scratch(CoderHome home) => Path.Combine(home.Folder, "scratch");

    private static IEnumerable<string> Groups(string name) => Directory.Exists("/sys/fs/cgroup")
        ? Directory.EnumerateDirectories("/sys/fs/cgroup", name, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        : [];

    private static bool Runs(string process, string mark)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0]) && Encoding.UTF8.GetString(File.ReadAllBytes($"{process}/cmdline")).Contains($"sleep\0{mark}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
