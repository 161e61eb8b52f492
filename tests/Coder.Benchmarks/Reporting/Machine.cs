using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Coder.Benchmarks.Reporting;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    internal static IReadOnlyDictionary<string, string> Describe() => new Dictionary<string, string>
    {
        ["processor"] = Processor(),
        ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["memory"] = $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB",
        ["system"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["build"] = Build,
        ["sqlite"] = Sqlite(),
        ["disk"] = Disk(),
        ["load"] = Load(),
    };

    private static string Build =>
#if DEBUG
        "Debug (figures mean little)";
#else
        "Release";
#endif

    private static string Processor() => Lines("/proc/cpuinfo")
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault(RuntimeInformation.ProcessArchitecture.ToString());

    private static string Sqlite()
    {
        SQLitePCL.Batteries_V2.Init();
        using SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }

    private static string Disk()
    {
        DriveInfo? drive = DriveInfo.GetDrives()
            .Where(candidate => Path.GetTempPath().StartsWith(candidate.Name, StringComparison.Ordinal))
            .MaxBy(candidate => candidate.Name.Length);
        return drive is null ? "unknown" : $"{drive.DriveFormat} at {drive.Name}";
    }

    /// <summary>Of the minute before: figures of a machine that does other work mean little.</summary>
    private static string Load() => Lines("/proc/loadavg").Select(line => line.Split(' ')[0]).FirstOrDefault("unknown");

    private static IEnumerable<string> Lines(string file) => File.Exists(file) ? File.ReadLines(file) : [];
}
