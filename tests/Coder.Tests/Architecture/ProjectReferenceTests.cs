using System.Xml.Linq;

namespace Coder.Tests.Architecture;

/// <summary>Arrows between projects go one way; docs/architecture.md draws them.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Coder.Contracts"] = [],
        ["Coder.Storage"] = [],
        ["Coder.Redaction"] = [],
        ["Coder.Yaml"] = [],
        ["Coder.Graphs"] = ["Coder.Yaml"],
        ["Coder.Relay"] = [],
        ["Coder.Workspaces"] = ["Coder.Redaction", "Coder.Relay", "Coder.Yaml"],
        ["Coder.Billing"] = ["Coder.Storage"],
        ["Coder.Accounts"] = ["Coder.Storage"],
        ["Coder.Audit"] = ["Coder.Contracts", "Coder.Storage"],
        ["Coder.Forge"] = ["Coder.Storage"],
        ["Coder.Runs"] = ["Coder.Contracts", "Coder.Redaction", "Coder.Storage"],
        ["Coder.Agents"] = ["Coder.Graphs", "Coder.Runs", "Coder.Workspaces"],
        ["Coder.Functions"] =
        [
            "Coder.Accounts", "Coder.Agents", "Coder.Audit", "Coder.Billing", "Coder.Contracts", "Coder.Forge", "Coder.Graphs", "Coder.Redaction", "Coder.Runs", "Coder.Storage", "Coder.Workspaces",
        ],
        ["Coder.Cli"] = ["Coder.Contracts"],
    };

    public static TheoryData<string> Projects => [.. Arrows.Keys];

    [Fact]
    public void Functions_EveryProject_HasItsArrowsHere() =>
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), SourceTree.Files("functions", "*.csproj").Select(Path.GetFileNameWithoutExtension));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_AreItsArrows(string project)
    {
        IEnumerable<string> linked = Load(project).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(Name);

        Assert.Equal(Arrows[project], linked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cli_Host_IsBuiltButNotLinked()
    {
        XElement host = Assert.Single(Load("Coder.Cli").Descendants("ProjectReference"), reference => Name(reference) == "Coder.Functions");

        Assert.Equal("false", (string?)host.Attribute("ReferenceOutputAssembly"));
    }

    [Theory]
    [InlineData("Coder.Graphs")]
    [InlineData("Coder.Contracts")]
    public void PureProject_References_NoHostAndNoCloud(string project)
    {
        XDocument file = Load(project);

        Assert.Empty(file.Descendants("FrameworkReference"));
        Assert.DoesNotContain(file.Descendants("PackageReference"), package => IsHostOrCloud((string)package.Attribute("Include")!));
    }

    [Fact]
    public void LedgerRules_Source_KnowsNoTablesAndNoClock()
    {
        IReadOnlyList<string> files = SourceTree.Files("functions/Coder.Billing/Ledger", "*.cs");

        Assert.Contains(files, file => file.EndsWith("/LedgerRules.cs", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotMatch(@"\bAzure\b|\bTimeProvider\b|\basync\b|\bRandom\b", SourceTree.Read(file)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Library_References_NoDurableTask(string project)
    {
        if (project == "Coder.Functions")
        {
            Assert.Contains(Load(project).Descendants("PackageReference"), package => IsDurable((string)package.Attribute("Include")!));
            return;
        }

        Assert.DoesNotContain(Load(project).Descendants("PackageReference"), package => IsDurable((string)package.Attribute("Include")!));
    }

    [Fact]
    public void Embedded_NoProject_KnowsTheApp()
    {
        foreach (string file in SourceTree.Files("embedded", "*.csproj"))
        {
            Assert.DoesNotContain("functions/", SourceTree.Read(file), StringComparison.Ordinal);
        }
    }

    private static bool IsHostOrCloud(string package) =>
        package.StartsWith("Azure.", StringComparison.Ordinal) || package.StartsWith("Microsoft.Azure.", StringComparison.Ordinal) || IsDurable(package);

    private static bool IsDurable(string package) =>
        package.StartsWith("Microsoft.DurableTask.", StringComparison.Ordinal) || package.StartsWith("Microsoft.Azure.Functions.", StringComparison.Ordinal);

    private static XDocument Load(string project) => XDocument.Load(SourceTree.PathOf($"functions/{project}/{project}.csproj"));

    private static string Name(XElement reference) => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!);
}
