using System.Text;
using System.Text.Json.Nodes;
using Coder.Graphs.Definition;

namespace Coder.Tests.Graphs;

/// <summary>The reference and the editors' schema say what the parser does.</summary>
public sealed class GraphReferenceTests
{
    private static readonly string Root = Path.GetDirectoryName(CoderAgentSimulator.AgentsFolder)!;

    [Fact]
    public void Documentation_Example_IsValid()
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs", "graph-agents.md"));
        var example = text.Split("```yaml\n")[1].Split("```")[0];

        Assert.Empty(GraphText.Report(example).Findings);
    }

    [Fact]
    public void Documentation_Rules_NamesEveryCodeOfTheSource()
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs", "graph-agents.md"));
        var source = Directory.EnumerateFiles(Path.Combine(Root, "functions", "Coder.Graphs"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText);
        var codes = source.SelectMany(code => System.Text.RegularExpressions.Regex.Matches(code, "\"([PLNEWR][0-9]{1,2})\""))
            .Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.True(codes.Length > 40);
        Assert.DoesNotContain(codes, code => !System.Text.RegularExpressions.Regex.IsMatch(text, $@"\| ([A-Z0-9, ]+, )?{code}(,[A-Z0-9, ]+)? \|"));
    }

    [Fact]
    public void Schema_EveryField_IsKnownToTheParser()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "schemas", "graph.v1.json")))!;
        var yaml = new StringBuilder(string.Concat(Fields(schema).Select(field => $"{field}: ~\n")));
        yaml.Append($"settings: {{ {string.Join(", ", Fields(schema["properties"]!["settings"]!).Select(field => $"{field}: ~"))} }}\nnodes:\n");
        foreach (var type in new[] { "llm", "script", "approval", "input", "agent", "end" })
        {
            yaml.Append($"  {type}: {{ type: {type}, {string.Join(", ", Fields(schema["$defs"]![type]!).Select(field => $"{field}: ~"))} }}\n");
        }

        var findings = GraphParser.Parse("graph.yaml", Encoding.UTF8.GetBytes(yaml.ToString())).Findings;

        Assert.DoesNotContain(findings, finding => finding.Code == "W10");
        Assert.DoesNotContain(findings, finding => finding.Message.Contains("already given", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Fields(JsonNode schema) =>
        schema["properties"]!.AsObject().Select(pair => pair.Key).Where(field => field is not ("nodes" or "settings" or "type"));
}
