using Coder.Workspaces.Detection;
using Coder.Workspaces.Files;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Dependencies;

/// <summary>
/// The folders that hold a run's restored dependencies, outside the workspace: writable while they are restored with network, read-only to
/// everything after, and the environment by which toolchains find them and stay offline.
/// </summary>
internal sealed class DependencyFolders(WorkspaceLayout layout, WorkspaceOptions options)
{
    private const string Inside = "/cache";
    private const string NuGet = Inside + "/nuget", NuGetFallback = "/cache-user/nuget", Npm = Inside + "/npm", Yarn = Inside + "/yarn", Pip = Inside + "/pip";

    private readonly string? _userPackages =
        options.UserHome is { } home && Path.Combine(home, ".nuget/packages") is var packages && Directory.Exists(packages) ? packages : null;

    /// <summary>Where Python's packages go, as seen inside.</summary>
    public const string PythonEnvironment = Inside + "/python";

    /// <param name="online">True for a restore that can reach registries.</param>
    /// <param name="proxies">As for <see cref="RegistrySettings.Environment"/>.</param>
    public IReadOnlyDictionary<string, string> Environment(bool online, bool proxies)
    {
        var environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = NuGet,
            ["NuGetAudit"] = "false",
            ["npm_config_cache"] = Npm,
            ["npm_config_logs_dir"] = "/tmp/npm-logs",
            ["npm_config_audit"] = "false",
            ["npm_config_fund"] = "false",
            ["YARN_CACHE_FOLDER"] = Yarn,
            ["PIP_CACHE_DIR"] = Pip,
            ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        };
        if (_userPackages is not null) environment["NUGET_FALLBACK_PACKAGES"] = NuGetFallback;
        if (IsFolder("python/bin"))
        {
            environment["VIRTUAL_ENV"] = PythonEnvironment;
            environment["PATH"] = PythonEnvironment + "/bin:$PATH";
        }

        foreach (var (name, value) in EcosystemEnvironment.Always(Inside)) environment[name] = value;
        foreach (var (name, value) in online ? Online(proxies) : Offline) environment[name] = value;
        return environment;
    }

    public IReadOnlyList<SandboxMount> Mounts(bool restore)
    {
        // Commands have written here: a link in it is not followed.
        Directory.CreateDirectory(layout.CacheFiles);
        using (var folder = WorkspaceFolder.Open(layout.CacheFiles))
        {
            foreach (var name in (string[])["nuget", "npm", "yarn", "pip", .. EcosystemEnvironment.Folders]) folder.MakeDirectory(name);
        }

        return
        [
            new SandboxMount(layout.CacheFiles, Inside, Writable: restore),
            .. _userPackages is null ? [] : (SandboxMount[])[new SandboxMount(_userPackages, NuGetFallback)],
        ];
    }

    private bool IsFolder(string path)
    {
        if (!Directory.Exists(layout.CacheFiles)) return false;
        using var folder = WorkspaceFolder.Open(layout.CacheFiles);
        return folder.IsFolder(path);
    }

    private IEnumerable<KeyValuePair<string, string>> Online(bool proxies) =>
    [
        // Lists of revoked certificates come from hosts that are no registries.
        new("NUGET_CERT_REVOCATION_MODE", "offline"),
        .. RegistrySettings.Environment(options, proxies),
        .. EcosystemEnvironment.Networked(Inside),
    ];

    private IEnumerable<KeyValuePair<string, string>> Offline =>
    [
        // Folders of extracted packages serve as package sources too: a build that restores again finds in them what it had.
        new("RestoreSources", _userPackages is null ? NuGet : $"{NuGet};{NuGetFallback}"),
        new("npm_config_offline", "true"),
        new("PIP_NO_INDEX", "1"),
        .. EcosystemEnvironment.Offline(Inside),
    ];
}
