using Coder.Workspaces.Detection;

namespace Coder.Tests.Workspaces.Detection;

public sealed class ProjectDetectionTests
{
    private const string Library = "<Project Sdk=\"Microsoft.NET.Sdk\" />";
    private const string TestProject = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"xunit.v3\" Version=\"3.2.2\" /></ItemGroup></Project>";

    [Fact]
    public async Task Find_Solution_IsOneRootWithTheProjectsBelow()
    {
        var root = Assert.Single(await FindAsync(("App.sln", ""), ("src/App/App.csproj", Library), ("tests/App.Tests/App.Tests.csproj", TestProject)));

        Assert.Equal(("dotnet", ""), (root.Ecosystem, root.Directory));
        Assert.Equal("dotnet build App.sln", root.Build!.Line);
        Assert.Equal("dotnet test App.sln", root.Test!.Line);
        Assert.Equal("dotnet test App.sln --logger trx --results-directory \"$CODER_REPORTS\"", root.Test.ReportingLine);
        Assert.Equal("dotnet restore App.sln", root.Restore!.Line);
    }

    [Fact]
    public async Task Find_ProjectsWithoutSolution_AreRootsOfTheirOwn()
    {
        var roots = await FindAsync(("src/My App/My App.csproj", Library), ("tests/T.csproj", TestProject), ("tests/packages.lock.json", "{}"));

        Assert.Equal(["src/My App", "tests"], roots.Select(root => root.Directory).Order(StringComparer.Ordinal));
        var app = roots.Single(root => root.Directory == "src/My App");
        Assert.Equal("dotnet build 'My App.csproj'", app.Build!.Line);
        Assert.Null(app.Test);
        Assert.Null(app.Restore);
        Assert.Equal("dotnet restore T.csproj --locked-mode", roots.Single(root => root.Directory == "tests").Restore!.Line);
    }

    [Fact]
    public async Task Find_NewerDotnetTestRunner_IsCalledItsWay()
    {
        var root = Assert.Single(await FindAsync(("App.slnx", ""), ("t/T.csproj", TestProject), ("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""")));

        Assert.Equal("dotnet test --solution App.slnx", root.Test!.Line);
        Assert.Null(root.Test.ReportingLine);
    }

    [Theory]
    [InlineData("package-lock.json", "npm", "npm ci --ignore-scripts")]
    [InlineData("pnpm-lock.yaml", "pnpm", "pnpm install --frozen-lockfile --ignore-scripts")]
    [InlineData("yarn.lock", "yarn", "yarn install --frozen-lockfile --ignore-scripts")]
    [InlineData("bun.lock", "bun", "bun install --frozen-lockfile --ignore-scripts")]
    [InlineData("none", "npm", "npm install --no-package-lock --ignore-scripts")]
    public async Task Find_LockFile_DecidesThePackageManager(string lockFile, string manager, string restore)
    {
        const string package = """{ "scripts": { "build": "tsc", "test": "vitest run", "lint": "eslint ." }, "devDependencies": { "vitest": "2" } }""";

        var root = Assert.Single(await FindAsync(("package.json", package), (lockFile, "")));

        Assert.Equal((manager, restore), (root.Restore!.Ecosystem, root.Restore.Line));
        Assert.Equal(($"{manager} run build", $"{manager} test", $"{manager} run lint"), (root.Build!.Line, root.Test!.Line, root.Lint!.Line));
        Assert.Contains("--outputFile.junit=", root.Test.ReportingLine);
    }

    [Fact]
    public async Task Find_NodeWithoutDependenciesOrScripts_UsesItsOwnTestRunner()
    {
        var root = Assert.Single(await FindAsync(("package.json", "{}"), ("test/a.js", "")));

        Assert.Equal("node --test", root.Test!.Line);
        Assert.Contains("node.tap", root.Test.ReportingLine);
        Assert.Null(root.Restore);
        Assert.Null(root.Build);
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("[]")]
    [InlineData("{ \"scripts\": \"none\" }")]
    public async Task Find_UnusablePackage_IsNoRoot(string package) => Assert.Empty(await FindAsync(("package.json", package)));

    [Fact]
    public async Task Find_Pytest_IsRestoredAndTested()
    {
        const string project = """
            [build-system]
            requires = ["setuptools"]
            [project]
            name = "sums"
            [project.optional-dependencies]
            test = ["pytest"]
            [tool.ruff]
            line-length = 100
            """;

        var root = Assert.Single(await FindAsync(("pyproject.toml", project), ("requirements.txt", "requests"), ("tests/test_a.py", "")));

        Assert.Equal("python3 -m venv /cache/python && /cache/python/bin/python3 -m pip install -r requirements.txt -e '.[test]' pytest ruff", root.Restore!.Line);
        Assert.Equal("python3 -m pytest", root.Test!.Line);
        Assert.Equal("python3 -m pytest --junitxml=\"$CODER_REPORTS/pytest.xml\"", root.Test.ReportingLine);
        Assert.Equal("ruff check .", root.Lint!.Line);
    }

    [Theory]
    [InlineData("test_a.py", "python3 -m unittest discover -v")]
    [InlineData("tests/test_a.py", "python3 -m unittest discover -v -s tests -t .")]
    public async Task Find_UnittestOnly_NeedsNoRestore(string path, string line)
    {
        var root = Assert.Single(await FindAsync(("pyproject.toml", ""), (path, "import unittest\n")));

        Assert.Equal(line, root.Test!.Line);
        Assert.Null(root.Restore);
    }

    [Fact]
    public async Task Find_ManyEcosystems_GivesEachInOrderAndSkipsOthersFolders()
    {
        const string node = """{ "scripts": { "test": "node --test" } }""";

        var roots = await FindAsync(
            ("web/package.json", node), ("web/node_modules/x/package.json", node), ("vendor/y/package.json", node), ("web/packages/z/package.json", node),
            ("api/api.csproj", Library), ("api/bin/Debug/old.csproj", Library), ("tool/test_a.py", "import unittest"), ("1/2/3/4/5/6/7/deep.csproj", Library));

        Assert.Equal(["dotnet api", "node web", "python tool"], roots.Select(root => $"{root.Ecosystem} {root.Directory}"));
    }

    [Fact]
    public async Task Find_ProjectDirectory_NarrowsOrLooksUpwards()
    {
        var files = new Dictionary<string, string> { ["a/a.csproj"] = Library, ["b/b.csproj"] = Library, ["b/docs/readme.md"] = "" };

        Assert.Equal(["b"], (await FindAsync(files, "b")).Select(root => root.Directory));
        Assert.Equal(["b"], (await FindAsync(files, "b/docs")).Select(root => root.Directory));
        Assert.Equal(["a", "b"], (await FindAsync(files, "absent")).Select(root => root.Directory));
    }

    private static Task<IReadOnlyList<ProjectRoot>> FindAsync(params (string Path, string Text)[] files) =>
        FindAsync(files.ToDictionary(file => file.Path, file => file.Text), "");

    private static Task<IReadOnlyList<ProjectRoot>> FindAsync(Dictionary<string, string> files, string directory) =>
        ProjectDetection.FindAsync(new MemoryFiles(files), directory, CancellationToken.None);

    private sealed class MemoryFiles(Dictionary<string, string> files) : IProjectFiles
    {
        public Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([.. files.Keys]);

        public Task<string?> ReadAsync(string path, CancellationToken cancellation) => Task.FromResult(files.GetValueOrDefault(path));
    }
}
