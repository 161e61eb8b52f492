using System.Globalization;
using System.Runtime.InteropServices;
using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Egress;

/// <summary>
/// What a sandboxed command needs to use an <see cref="EgressProxy"/>. Package managers speak to proxies over TCP only, so a relay of ours
/// listens on the sandbox's own loopback. It runs on the .NET runtime that runs this process: the one interpreter that is certainly there.
/// </summary>
internal static class EgressInside
{
    private const string Folder = "/coder", SocketPath = Folder + "/egress", Runtime = Folder + "/dotnet";
    private const int Port = 3128;

    private static readonly string Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    // <root>/shared/Microsoft.NETCore.App/<version>/
    private static readonly string RuntimeRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    private static readonly bool RuntimeIsShown = RuntimeRoot.StartsWith("/usr/", StringComparison.Ordinal);

    public static IReadOnlyList<string> Arguments(IReadOnlyList<string> command) =>
    [
        Path.Combine(RuntimeIsShown ? RuntimeRoot : Runtime, "dotnet"), $"{Folder}/Coder.Relay.dll", SocketPath, Port.ToString(CultureInfo.InvariantCulture), .. command,
    ];

    public static IEnumerable<SandboxMount> Mounts(EgressProxy proxy) =>
    [
        new(proxy.SocketPath, SocketPath),
        .. ((string[])["Coder.Relay.dll", "Coder.Relay.runtimeconfig.json"]).Select(file => new SandboxMount(Path.Combine(AppContext.BaseDirectory, file), $"{Folder}/{file}")),
        // Its parts, not the folder: a user's own copy has keys of the user beside them.
        .. RuntimeIsShown ? [] : ((string[])["dotnet", "host", "shared"]).Select(part => new SandboxMount(Path.Combine(RuntimeRoot, part), $"{Runtime}/{part}")),
    ];

    /// <summary>By these every package manager finds the proxy, whatever its own settings say.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        .. ((string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "npm_config_proxy", "npm_config_https_proxy", "PIP_PROXY",
            "YARN_HTTP_PROXY", "YARN_HTTPS_PROXY", "CARGO_HTTP_PROXY"]).Select(name => KeyValuePair.Create(name, Address)),
        new("npm_config_noproxy", ""),
        new("JAVA_TOOL_OPTIONS", string.Create(
            CultureInfo.InvariantCulture,
            $"-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort={Port} -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort={Port} -Daether.connector.http.useSystemProperties=true")),
    ];
}
