using System.Text.Json;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;

namespace Coder.EndToEnd.Tests.Validation;

/// <summary><c>coder validate</c>: rule, place and fix of every finding.</summary>
public sealed class ValidateTests
{
    /// <summary>An edge to nowhere (E1) in line 6, an unknown tool in line 7, and no way to the end.</summary>
    private const string Broken = """
        name: broken
        description: Does not hold together
        version: "1.0"
        start: first
        nodes:
          first: { type: llm, prompt: "Begin.", next: nowhere }
          second: { type: llm, prompt: "Go on.", tools: [fs_fly], next: done }
          done: { type: end, outcome: complete, output: "CODER_COMPLETE" }
        """;

    [Fact]
    public async Task Validate_OfBrokenGraph_NamesRulePlaceAndFix()
    {
        await using CoderHome home = new();
        home.Write("broken/graph.yaml", Broken);

        CliResult result = (await home.RunAsync("validate", "broken")).Exits(2);

        Assert.Matches(@"(?m)^broken/graph\.yaml:6:\d+: error E1: .*nowhere", result.Out);
        Assert.Matches(@"(?m)^broken/graph\.yaml:7:\d+: error \w+: .*fs_fly", result.Out);
        Assert.Equal(
            result.Out.Split('\n').Count(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal)),
            result.Out.Split('\n').Count(line => line.StartsWith("    fix: ", StringComparison.Ordinal)));
        Assert.EndsWith("broken: invalid", result.Out.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_WithJson_PrintsTheFindingsAsData()
    {
        await using CoderHome home = new();
        home.Write("broken/graph.yaml", Broken);

        CliResult result = (await home.RunAsync("validate", "broken", "--json")).Exits(2);

        ValidationFinding[] findings = JsonSerializer.Deserialize<ValidationFinding[]>(result.Out, ApiJson.Options)!;
        ValidationFinding edge = Assert.Single(findings, finding => finding.Code == "E1");
        Assert.Equal(("error", 6), (edge.Severity, edge.Line));
        Assert.True(edge.Column > 0);
        Assert.All(findings, finding => Assert.NotEqual("", finding.Fix));
    }

    [Theory]
    [InlineData("name: }\n", 1)]
    [InlineData("name: twice\nname: twice\n", 2)]
    public async Task Validate_OfBrokenYaml_NamesTheLine(string yaml, int line)
    {
        await using CoderHome home = new();
        home.Write("broken/graph.yaml", yaml);

        CliResult result = (await home.RunAsync("validate", "broken/graph.yaml")).Exits(2);

        Assert.Matches($@"(?m)graph\.yaml:{line}:\d+: error ", result.Out);
    }

    [Fact]
    public async Task Validate_OfShippedAgentAndOfNothing_TellsThemApart()
    {
        await using CoderHome home = new();

        CliResult shipped = (await home.RunAsync("validate", Path.Combine(Product.AgentsFolder, "coder"))).Exits(0);
        CliResult absent = (await home.RunAsync("validate", "absent")).Exits(2);

        Assert.Contains(": valid", shipped.Out, StringComparison.Ordinal);
        Assert.Contains("There is no file or folder", absent.Error, StringComparison.Ordinal);
    }
}
