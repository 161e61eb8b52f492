namespace Coder.Workspaces.Detection;

/// <summary>
/// Where the toolchains beside .NET, Node and Python keep what they fetch, and what keeps them offline. Fetched files lie below the cache folder,
/// which is writable during restore only; what a build writes for itself lies in its own home folder.
/// </summary>
internal static class EcosystemEnvironment
{
    /// <summary>For every command.</summary>
    /// <param name="cache">The cache folder as commands see it.</param>
    public static IEnumerable<KeyValuePair<string, string>> Always(string cache) =>
    [
        new("GOMODCACHE", $"{cache}/go"),
        // Never the toolchain that a go.mod names: it would be fetched and run.
        new("GOTOOLCHAIN", "local"),
        new("GOTELEMETRY", "off"),
        new("CARGO_HOME", $"{cache}/cargo"),
        // Properties of the JVM: older versions have no environment variable for arguments. The second one: what a mirror gave is there offline too.
        new("MAVEN_OPTS", $"-Dmaven.repo.local={cache}/maven -Daether.enhancedLocalRepository.trackingFilename=none"),
        new("MAVEN_USER_HOME", $"{cache}/maven-home"),
    ];

    /// <summary>For commands without network.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Offline(string cache) =>
    [
        new("GOPROXY", "off"),
        new("GOFLAGS", "-buildvcs=false"),
        new("CARGO_NET_OFFLINE", "true"),
        new("GRADLE_RO_DEP_CACHE", $"{cache}/gradle/caches"),
    ];

    /// <summary>For the networked restore.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Networked(string cache) => [new("GRADLE_USER_HOME", $"{cache}/gradle")];

    /// <summary>Folders below the cache folder.</summary>
    public static readonly IReadOnlyList<string> Folders = ["go", "cargo", "maven", "gradle"];
}
