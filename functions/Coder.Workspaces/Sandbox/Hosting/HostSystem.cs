namespace Coder.Workspaces.Sandbox.Hosting;

/// <summary>What of the host's own folders a sandbox is built from; read once.</summary>
internal sealed record HostSystem
{
    /// <summary>Paths of <c>/etc</c> that programs need to load libraries, find their alternatives and check certificates.</summary>
    private static readonly string[] EtcPaths =
    [
        "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/ssl", "/etc/pki", "/etc/ca-certificates",
        "/etc/crypto-policies", "/etc/localtime", "/etc/mime.types", "/etc/dotnet",
        // Of Maven what starts it, not its settings: those may hold passwords.
        "/etc/maven/m2.conf", "/etc/maven/logging",
    ];

    private static readonly string[] TopFolders = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

    /// <summary><c>/bin</c> and the like: a link's target, or null for a real folder.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> UsrLinks { get; init; }

    /// <summary>Present ones of <see cref="EtcPaths"/>.</summary>
    public required IReadOnlyList<string> EtcFiles { get; init; }

    /// <summary>False below Linux 5.14: there a process limit counts all of the user's processes, not the sandbox's.</summary>
    public required bool CountsProcessesPerNamespace { get; init; }

    public static HostSystem Read() => new()
    {
        UsrLinks = [.. TopFolders.Where(Directory.Exists).Select(folder => KeyValuePair.Create(folder, new DirectoryInfo(folder).LinkTarget))],
        // Distributions keep the settings of a Java there.
        EtcFiles = [.. EtcPaths.Where(Path.Exists), .. Directory.EnumerateDirectories("/etc", "java-*").Order(StringComparer.Ordinal)],
        CountsProcessesPerNamespace = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(5, 14),
    };
}
