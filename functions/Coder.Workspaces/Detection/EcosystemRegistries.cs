namespace Coder.Workspaces.Detection;

/// <summary>The public registries that each package manager fetches from: what a restore may reach when no policy names hosts.</summary>
public static class EcosystemRegistries
{
    private static readonly string[] Npm = ["registry.npmjs.org"];
    private static readonly string[] Yarn = ["registry.yarnpkg.com", "registry.npmjs.org", "repo.yarnpkg.com"];
    private static readonly string[] Maven = ["repo.maven.apache.org", "repo1.maven.org"];

    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["dotnet"] = ["api.nuget.org", "globalcdn.nuget.org", "www.nuget.org"],
        ["npm"] = Npm,
        ["pnpm"] = Npm,
        ["bun"] = Npm,
        ["yarn"] = Yarn,
        ["pip"] = ["pypi.org", "files.pythonhosted.org"],
        ["go"] = ["proxy.golang.org", "sum.golang.org", "storage.googleapis.com"],
        ["cargo"] = ["index.crates.io", "static.crates.io", "crates.io"],
        ["maven"] = Maven,
        // Its wrapper fetches Gradle itself, which the download host hands on to a release's files.
        ["gradle"] = [.. Maven, "plugins.gradle.org", "plugins-artifacts.gradle.org", "services.gradle.org", "downloads.gradle.org", "github.com", "release-assets.githubusercontent.com"],
    };

    /// <summary>Host names, all on port 443; empty for a package manager that is not in the table.</summary>
    /// <param name="packageManager">As in <see cref="RestoreCommand.Ecosystem"/>.</param>
    public static IReadOnlyList<string> Of(string packageManager) => Table.GetValueOrDefault(packageManager, []);
}
