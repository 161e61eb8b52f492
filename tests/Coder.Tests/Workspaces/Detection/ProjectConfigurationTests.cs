using System.Text;
using Coder.Workspaces.Detection;

namespace Coder.Tests.Workspaces.Detection;

public sealed class ProjectConfigurationTests
{
    private static readonly ProjectRoot[] Found =
    [
        new() { Ecosystem = "node", Directory = "web", Test = new ProjectCommand("npm test") },
        new() { Ecosystem = "maven", Directory = "api", Problem = "maven and gradle both describe api" },
        new() { Ecosystem = "go", Directory = "tools/go", Test = new ProjectCommand("go test ./...") },
    ];

    [Fact]
    public void Apply_EntriesOfAFile_ChooseReplaceAndSkip()
    {
        var configuration = Read("""
            # other parts read their own keys
            policy: {allowed_paths: ["src/**"]}
            projects:
              - {path: ./api/, ecosystem: gradle, test: gradle check}
              - {path: tools, skip: true}
              - {path: web, build: npm run bundle, test: ""}
              - path: scripts
                test: bats test
            """);

        var roots = configuration.Apply(Found);

        Assert.Equal(["gradle api gradle check", "node web ", "configured scripts bats test"], roots.OrderBy(root => root.Directory == "scripts").ThenBy(root => root.Directory).Select(root => $"{root.Ecosystem} {root.Directory} {root.Test?.Line}"));
        Assert.Equal("npm run bundle", roots.Single(root => root.Directory == "web").Build!.Line);
        Assert.All(roots, root => Assert.Null(root.Problem));
    }

    [Fact]
    public void Apply_EcosystemAlone_LeavesTheOthersOut()
    {
        ProjectRoot[] both = [new() { Ecosystem = "node", Directory = "" }, new() { Ecosystem = "rust", Directory = "" }];

        Assert.Equal(["rust"], Read("projects: [{ecosystem: rust}]").Apply(both).Select(root => root.Ecosystem));
    }

    [Theory]
    [InlineData("web/a.js", "web")]
    [InlineData("tools/go/a.go", "tools/go")]
    [InlineData("README.md", "web api tools/go")]
    [InlineData("", "web api tools/go")]
    [InlineData("web/a.js api/b.java", "web api")]
    public void Select_ChangedOnly_TakesProjectsWithChangesAndAllForAnyOtherFile(string changed, string expected)
    {
        var selected = Read("gates: {scope: changed}").Select(Found, changed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, string.Join(' ', selected.Select(root => root.Directory)));
        Assert.Equal(3, ProjectConfiguration.None.Select(Found, ["web/a.js"]).Count);
    }

    [Theory]
    [InlineData("projects: none", ":1:11: 'projects' must be a list")]
    [InlineData("projects:\n  - {path: a, ecosystem: ant}", ":2:26: 'ecosystem' is one of dotnet, node")]
    [InlineData("projects: [{path: a, tests: x}]", ":1:22: 'tests' is not known here.")]
    [InlineData("projects: [{path: [a]}]", "'path' must be text.")]
    [InlineData("gates: {scope: some}", "'gates.scope' is 'all' or 'changed'.")]
    [InlineData("projects: [", "This is not YAML")]
    [InlineData("- a", ":1:1: Expected a mapping.")]
    public void Read_MistakeInTheFile_IsNamedWithItsPlace(string text, string problem)
    {
        var thrown = Assert.Throws<ConfigurationException>(() => Read(text));

        Assert.StartsWith(".coder/config.yml:", thrown.Message);
        Assert.Contains(problem, thrown.Message);
    }

    [Fact]
    public void Read_EmptyOrOtherKeys_IsNone()
    {
        Assert.Equal((0, false), (Read("").Projects.Count, Read("").ChangedOnly));
        Assert.Empty(Read("policy: {}").Projects);
    }

    private static ProjectConfiguration Read(string text) => ConfigurationReader.Read(Encoding.UTF8.GetBytes(text));
}
