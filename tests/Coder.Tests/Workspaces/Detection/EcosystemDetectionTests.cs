using Coder.Tests.Workspaces.Gates;
using Coder.Workspaces.Detection;

namespace Coder.Tests.Workspaces.Detection;

public sealed class EcosystemDetectionTests
{
    [Theory]
    [InlineData("go", "go build ./...", "go test ./...", null)]
    [InlineData("rust", "cargo build", "cargo test --no-fail-fast", null)]
    [InlineData("maven", "mvn -B -ntp -o test-compile", "mvn -B -ntp -o -fae test", "maven")]
    [InlineData("gradle", "gradle --offline testClasses", "gradle --offline cleanTest test --continue --no-build-cache", "gradle")]
    [InlineData("cmake", "cmake -S . -B .coder-build && cmake --build .coder-build", "cmake -S . -B .coder-build && cmake --build .coder-build && ctest --test-dir .coder-build --output-on-failure", null)]
    [InlineData("make", "make build", "make test", null)]
    public async Task Find_Fixture_GivesItsCommands(string ecosystem, string build, string test, string? restore)
    {
        var root = Assert.Single(await FindAsync(EcosystemFixtures.All[ecosystem].Variant("passing")));

        Assert.Equal((ecosystem, "", build, test), (root.Ecosystem, root.Directory, root.Build!.Line, root.Test!.Line));
        Assert.Equal(restore, root.Restore?.Ecosystem);
    }

    [Theory]
    [InlineData("go.mod", "module a\n\nrequire golang.org/x/text v0.3.0\n", "go", "[ -d vendor ] || go mod download")]
    [InlineData("Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nserde = \"1\"\n", "cargo", "cargo fetch")]
    public async Task Find_Dependencies_AreFetched(string file, string text, string packageManager, string line)
    {
        var root = Assert.Single(await FindAsync((file, text)));

        Assert.Equal((packageManager, line), (root.Restore!.Ecosystem, root.Restore.Line));
        Assert.NotEmpty(EcosystemRegistries.Of(packageManager));
    }

    [Fact]
    public async Task Find_NestedModulesAndPackages_AreRootsUnlessTheirOuterOneHoldsThem()
    {
        var roots = await FindAsync(
            ("go.mod", "module a"), ("tools/go.mod", "module a/tools"),
            ("rust/Cargo.toml", "[workspace]\nmembers = [\"a\"]\nexclude = [\"fuzz\"]\n"), ("rust/a/Cargo.toml", "[package]\n"), ("rust/fuzz/Cargo.toml", "[package]\n"),
            ("java/pom.xml", "<project><modules><module>core</module></modules></project>"), ("java/core/pom.xml", "<project><modules><module>deep</module></modules></project>"),
            ("java/core/deep/pom.xml", "<project/>"), ("java/other/pom.xml", "<project/>"),
            ("gradle/settings.gradle.kts", ""), ("gradle/app/build.gradle.kts", ""), ("gradle/own/settings.gradle", ""));

        Assert.Equal(
            ["go ", "go tools", "rust rust", "rust rust/fuzz", "maven java", "maven java/other", "gradle gradle", "gradle gradle/own"],
            roots.Select(root => $"{root.Ecosystem} {root.Directory}"));
    }

    [Fact]
    public async Task Find_PackagesBelowAnEmptyPackage_AreRootsOfTheirOwn()
    {
        const string tested = """{ "scripts": { "test": "node --test" } }""";

        Assert.Equal(["node ", "node a"], Names(await FindAsync(("package.json", """{ "scripts": { "lint": "eslint ." } }"""), ("a/package.json", tested))));
        Assert.Equal(["node "], Names(await FindAsync(("package.json", """{ "workspaces": ["a"], "scripts": { "lint": "eslint ." } }"""), ("a/package.json", tested))));
    }

    [Fact]
    public async Task Find_MakefileBesideOrAboveOtherProjects_IsLeftOut()
    {
        const string makefile = "test:\n\tgo test ./...\n";

        Assert.Equal(["go "], Names(await FindAsync(("go.mod", "module a"), ("Makefile", makefile))));
        Assert.Equal(["go api"], Names(await FindAsync(("api/go.mod", "module a"), ("Makefile", makefile))));
        Assert.Equal(["node ", "make native"], Names(await FindAsync(("package.json", """{ "scripts": { "test": "node --test" } }"""), ("native/Makefile", makefile))));
        Assert.Equal(["node "], Names(await FindAsync(("package.json", """{ "scripts": { "test": "node --test" } }"""), ("docs/Makefile", "all:\n\tsphinx-build . out\n"))));
        Assert.Empty(await FindAsync(("Makefile", "CC := gcc\nfoo.o: foo.c\n\tcc -c foo.c\n")));
    }

    [Fact]
    public async Task Find_TwoBuildToolsForOneFolder_SaysThatItCannotChoose()
    {
        var root = Assert.Single(await FindAsync(("app/pom.xml", "<project/>"), ("app/build.gradle", "")));

        Assert.Equal((null, null, null), (root.Build, root.Test, root.Restore));
        Assert.Contains("maven and gradle both describe app", root.Problem);
        Assert.Contains("projects: [{path: \"app\", ecosystem: maven}]", root.Problem);
        Assert.Equal(["gradle app"], Names(await FindAsync(("app/pom.xml", "<project/>"), ("app/build.gradle", ""), ("app/gradlew", ""))));
        Assert.Equal(["maven app"], Names(await FindAsync(("app/pom.xml", "<project/>"), ("app/build.gradle", ""), ("app/mvnw", ""))));
    }

    [Fact]
    public async Task Find_AllEcosystems_AlwaysInTheSameOrder()
    {
        (string, string)[] files =
        [
            ("c/Makefile", "test:\n"), ("b/CMakeLists.txt", "project(b)"), ("d/build.gradle", ""), ("e/pom.xml", "<project/>"), ("f/Cargo.toml", "[package]"), ("g/go.mod", "module g"),
            ("h/test_h.py", "import unittest"), ("i/package.json", """{ "scripts": { "test": "node --test" } }"""), ("j/j.csproj", "<Project/>"),
        ];
        var first = Names(await FindAsync(files));

        Assert.Equal(["dotnet j", "node i", "python h", "go g", "rust f", "maven e", "gradle d", "cmake b", "make c"], first);
        Assert.Equal(first, Names(await FindAsync([.. files.Reverse()])));
    }

    [Fact]
    public void Registries_UnknownPackageManager_AreNone() => Assert.Empty(EcosystemRegistries.Of("curl"));

    private static IEnumerable<string> Names(IEnumerable<ProjectRoot> roots) => roots.Select(root => $"{root.Ecosystem} {root.Directory}");

    private static Task<IReadOnlyList<ProjectRoot>> FindAsync(params (string Path, string Text)[] files) =>
        ProjectDetection.FindAsync(new MemoryFiles(files), "", CancellationToken.None);
}
