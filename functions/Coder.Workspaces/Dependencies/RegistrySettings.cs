using System.Xml;
using System.Xml.Linq;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Dependencies;

/// <summary>The user's and the machine's own registry settings, shown to the networked restore step and to nothing else.</summary>
internal static class RegistrySettings
{
    private const string HomeInside = "/home/agent";

    private static readonly string[] UserFiles = [".nuget/NuGet/NuGet.Config", ".config/NuGet/NuGet.Config", ".npmrc", ".yarnrc.yml", ".config/pip/pip.conf"];

    private static readonly string[] MachineFiles = ["/etc/pip.conf", "/etc/npmrc"];

    private const string MachineNuGet = "/etc/opt/NuGet/Config";

    private static readonly string[] Variables =
    [
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS",
        "PIP_DEFAULT_TIMEOUT", "PIP_TRUSTED_HOST", "UV_INDEX_URL", "NPM_CONFIG_REGISTRY", "YARN_NPM_REGISTRY_SERVER", "GOPROXY", "NUGET_CERT_REVOCATION_MODE",
    ];

    private static readonly string[] ProxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"];

    /// <summary>Settings whose value is a file or folder, which must be shown at the same path.</summary>
    private static readonly string[] PathVariables =
        ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "PIP_FIND_LINKS"];

    // Shown by every sandbox as they are.
    private static readonly string[] AlwaysShown = ["/etc/ssl/", "/usr/"];

    /// <param name="proxies">True where commands reach the network by themselves, and so need the machine's own proxies.</param>
    public static IEnumerable<KeyValuePair<string, string>> Environment(WorkspaceOptions options, bool proxies) =>
        options.HostEnvironment.Where(variable => variable.Value.Length > 0
            && (Variables.Contains(variable.Key, StringComparer.OrdinalIgnoreCase) || (proxies && ProxyVariables.Contains(variable.Key, StringComparer.OrdinalIgnoreCase))));

    public static IEnumerable<SettingsFile> Files(WorkspaceOptions options)
    {
        var user = options.UserHome is not { } home ? [] : UserFiles.Select(file => new SettingsFile(Path.Combine(home, file), $"{HomeInside}/{file}"));
        var nuget = Directory.Exists(MachineNuGet) ? Directory.EnumerateFiles(MachineNuGet, "*.config", SearchOption.AllDirectories) : [];
        return user.Concat(MachineFiles.Concat(nuget).Select(path => new SettingsFile(path, path))).Where(file => File.Exists(file.HostPath));
    }

    /// <param name="folder">For copies of files that name a proxy of their own, which cannot be reached from inside.</param>
    public static IEnumerable<SandboxMount> Mounts(WorkspaceOptions options, string folder)
    {
        var files = Files(options).Select((file, index) => new SandboxMount(file.IsNuGet ? WithoutProxy(file.HostPath, Path.Combine(folder, $"{index}.config")) : file.HostPath, file.InsidePath));
        var named = Environment(options, proxies: false)
            .Where(variable => PathVariables.Contains(variable.Key, StringComparer.OrdinalIgnoreCase))
            .Select(variable => variable.Value)
            .Where(path => Path.IsPathRooted(path) && Path.Exists(path) && !AlwaysShown.Any(shown => path.StartsWith(shown, StringComparison.Ordinal)))
            .Distinct()
            .Select(path => new SandboxMount(path, path));
        return files.Concat(named);
    }

    /// <summary>NuGet prefers its own settings to the environment; all others can be told.</summary>
    private static string WithoutProxy(string path, string copy)
    {
        try
        {
            var settings = XDocument.Load(path);
            var proxies = settings.Descendants("config").Elements("add").Where(setting => ((string?)setting.Attribute("key"))?.Contains("proxy", StringComparison.OrdinalIgnoreCase) == true).ToList();
            if (proxies.Count == 0) return path;
            proxies.Remove();
            settings.Save(copy);
            return copy;
        }
        catch (XmlException)
        {
            return path;
        }
    }
}
