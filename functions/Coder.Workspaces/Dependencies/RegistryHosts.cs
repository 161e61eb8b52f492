using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Dependencies;

/// <summary>The registries that the machine's owner has chosen: in settings files of the user and the machine, in the environment, in the product's own setting.</summary>
internal static partial class RegistryHosts
{
    private static readonly string[] Variables =
        ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "UV_INDEX_URL", "NPM_CONFIG_REGISTRY", "YARN_NPM_REGISTRY_SERVER", "GOPROXY"];

    public static IReadOnlyList<EgressHost> Of(WorkspaceOptions options) =>
    [
        .. EgressHosts.Parse(options.EgressHosts, mayBePrivate: true),
        .. options.HostEnvironment.Where(variable => Variables.Contains(variable.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(variable => Addresses(variable.Value)),
        .. RegistrySettings.Files(options).SelectMany(file => file.IsNuGet ? Sources(file.HostPath) : Lines(file.HostPath)),
    ];

    /// <summary>Of NuGet's settings: the sources, not what else holds an address, such as a proxy.</summary>
    private static IEnumerable<EgressHost> Sources(string path)
    {
        try
        {
            return [.. XDocument.Load(path).Descendants("packageSources").Elements("add").SelectMany(source => Addresses((string?)source.Attribute("value") ?? ""))];
        }
        catch (XmlException)
        {
            // NuGet will say so itself, in the command that fails on it.
            return [];
        }
    }

    /// <summary>Of settings in lines: <c>registry=…</c>, <c>@scope:registry=…</c>, <c>index-url = …</c>, <c>npmRegistryServer: …</c> and their further lines.</summary>
    private static IEnumerable<EgressHost> Lines(string path)
    {
        var registry = false;
        var found = new List<EgressHost>();
        foreach (var line in File.ReadLines(path))
        {
            // pip continues a list on indented lines.
            registry = RegistryKey().IsMatch(line) || (registry && Further().IsMatch(line));
            if (registry) found.AddRange(Addresses(line));
        }

        return found;
    }

    private static IEnumerable<EgressHost> Addresses(string text) =>
        Address().Matches(text).Select(match => EgressHost.TryParse(match.Value, mayBePrivate: true)).OfType<EgressHost>();

    [GeneratedRegex(@"https?://[^\s""'|,]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\s+https?://", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Further();

    [GeneratedRegex(@"^\s*[""']?(@[\w./-]+:)?(registry|npmRegistryServer|(extra-)?index-url|find-links)[""']?\s*[=:]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RegistryKey();
}
