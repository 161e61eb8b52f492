namespace Coder.Workspaces.Detection;

/// <summary>A package manager and how it installs without running the packages' own scripts.</summary>
/// <param name="Name">The program.</param>
/// <param name="Separator">Comes before arguments meant for a script.</param>
internal sealed record NodePackageManager(string Name, string Separator, RestoreCommand Restore)
{
    private static readonly (string[] Locks, NodePackageManager Manager)[] ByLock =
    [
        (["package-lock.json", "npm-shrinkwrap.json"], Npm("ci")),
        (["pnpm-lock.yaml"], Other("pnpm", "--frozen-lockfile --ignore-scripts")),
        (["yarn.lock"], Other("yarn", "--frozen-lockfile --ignore-scripts")),
        (["bun.lock", "bun.lockb"], Other("bun", "--frozen-lockfile --ignore-scripts")),
    ];

    // Yarn 2 and later.
    private static readonly NodePackageManager YarnBerry = Other("yarn", "--immutable --mode=skip-build");

    // Without a lock file none is made: it would be part of the change.
    private static readonly NodePackageManager Default = Npm("install --no-package-lock");

    public static NodePackageManager Of(ProjectFolder folder, string? declared)
    {
        var manager = ByLock.FirstOrDefault(row => row.Locks.Any(folder.Has)).Manager ?? Default;
        if (manager.Name != "yarn") return manager;
        var declaredNew = declared?.StartsWith("yarn@", StringComparison.Ordinal) == true && !declared.StartsWith("yarn@1.", StringComparison.Ordinal);
        return declaredNew || folder.Has(".yarnrc.yml") ? YarnBerry : manager;
    }

    private static NodePackageManager Npm(string verb) =>
        new("npm", "-- ", new RestoreCommand("npm", $"npm {verb} --ignore-scripts", $"npm {verb} --ignore-scripts --offline"));

    private static NodePackageManager Other(string name, string flags) =>
        new(name, "", new RestoreCommand(name, $"{name} install {flags}", $"{name} install {flags} --offline"));
}
