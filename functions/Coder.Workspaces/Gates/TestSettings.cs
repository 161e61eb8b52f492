namespace Coder.Workspaces.Gates;

/// <summary>The files that say which tests a command runs: a change of one can take tests away without touching any.</summary>
internal static class TestSettings
{
    private static readonly string[] Names =
    [
        "package.json", "global.json", "pyproject.toml", "pytest.ini", "setup.cfg", "tox.ini", "conftest.py", "noxfile.py", "cargo.toml", "config.toml", "go.mod", "go.work",
        "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradle.properties", "makefile", "gnumakefile", "cmakelists.txt",
        "cmakepresets.json", "ctestcustom.cmake",
    ];

    private static readonly string[] Extensions = [".sln", ".slnx", ".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".runsettings", ".mk", ".cmake"];

    private static readonly string[] Runners = ["jest.config.", "vitest.config.", "vite.config.", "vitest.workspace.", ".mocharc", "karma.conf.", "playwright.config.", "ava.config."];

    public static bool Contains(string path)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        return Names.Contains(name) || Extensions.Contains(Path.GetExtension(name)) || Runners.Any(runner => name.StartsWith(runner, StringComparison.Ordinal));
    }
}
