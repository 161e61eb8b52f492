using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Dependencies;

/// <summary>The user's own registry settings, shown to the networked restore step and to nothing else.</summary>
internal static class RegistrySettings
{
    private const string HomeInside = "/home/agent";

    private static readonly string[] Files = [".nuget/NuGet/NuGet.Config", ".config/NuGet/NuGet.Config", ".npmrc", ".yarnrc.yml", ".config/pip/pip.conf"];

    private static readonly string[] Variables =
    [
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE", "PIP_CERT", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_DEFAULT_TIMEOUT", "PIP_TRUSTED_HOST", "UV_INDEX_URL",
        "NPM_CONFIG_REGISTRY", "NUGET_CERT_REVOCATION_MODE",
    ];

    /// <summary>Settings whose value is a file or folder, which must be shown at the same path.</summary>
    private static readonly string[] PathVariables =
        ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "PIP_FIND_LINKS"];

    // Shown by every sandbox as they are.
    private static readonly string[] AlwaysShown = ["/etc/ssl/", "/usr/"];

    public static IEnumerable<KeyValuePair<string, string>> Environment(WorkspaceOptions options) =>
        options.HostEnvironment.Where(variable => Variables.Contains(variable.Key, StringComparer.OrdinalIgnoreCase) && variable.Value.Length > 0);

    public static IEnumerable<SandboxMount> Mounts(WorkspaceOptions options)
    {
        var files = options.UserHome is not { } home ? [] : Files
            .Select(file => new SandboxMount(Path.Combine(home, file), $"{HomeInside}/{file}"))
            .Where(mount => File.Exists(mount.HostPath));
        var named = Environment(options)
            .Where(variable => PathVariables.Contains(variable.Key, StringComparer.OrdinalIgnoreCase))
            .Select(variable => variable.Value)
            .Where(path => Path.IsPathRooted(path) && Path.Exists(path) && !AlwaysShown.Any(shown => path.StartsWith(shown, StringComparison.Ordinal)))
            .Distinct()
            .Select(path => new SandboxMount(path, path));
        return files.Concat(named);
    }
}
