using System.Text;
using Coder.Graphs.Definition;
using Coder.Yaml;
using Coder.Graphs.Stepping;

namespace Coder.Tests.Graphs;

public sealed class GraphParserTests
{
    private const string End = "start: z\nnodes:\n  z: { type: end }\n";

    [Theory]
    [InlineData("P2", "name: n\nnodes:\n  - [\n‸")]
    [InlineData("P2", "‸- a\n")]
    [InlineData("P2", "‸" + End)]
    [InlineData("P2", "name: n\nstart: z\nnodes: ‸5\n")]
    [InlineData("P2", "name: n\nstart: z\nnodes:\n  z: { type: ‸ende }\n")]
    [InlineData("P2", "name: n\nstart: z\nnodes:\n  ‸z: 5\n")]
    [InlineData("P2", "name: n\nstart: z\nnodes:\n  z: { type: end, output: ‸5 }\n")]
    [InlineData("P2", "name: n\nstart: z\nnodes:\n  z: { type: end, outcome: ‸done }\n")]
    [InlineData("P2", "name: n\n" + End + "‸name: again\n")]
    [InlineData("P2", "name: n\n‸---\nname: m\n")]
    [InlineData("P2", "name: ‸!custom n\n" + End)]
    [InlineData("P2", "name: ‸*nowhere\n" + End)]
    [InlineData("P2", "name: ‸[n]\n" + End)]
    [InlineData("P2", "name: n\nsettings: { timeout: ‸'30' }\n" + End)]
    [InlineData("P2", "name: n\nsettings: { timeout: ‸-1 }\n" + End)]
    [InlineData("P2", "name: n\nsettings: { validate_before_run: ‸yes }\n" + End)]
    [InlineData("P2", "name: n\nvariables: [‸x]\n" + End)]
    [InlineData("P2", "name: n\nvariables:\n  - ‸name: x\n" + End)]
    [InlineData("P3", "name: n\nversion: ‸2.0\n" + End)]
    [InlineData("P4", "name: n\nstart: z\nnodes:\n  z: { type: end, id: ‸y }\n")]
    [InlineData("P5", "name: ‸''\n" + End)]
    [InlineData("P6", "name: n\nstart: z\n‸nodes: {}\n")]
    [InlineData("P7", "name: n\nstart: ‸y\nnodes:\n  z: { type: end }\n")]
    [InlineData("W10", "name: n\n‸modle: x\n" + End)]
    [InlineData("W10", "name: n\nstart: z\nnodes:\n  z: { type: end, ‸fallback: z }\n")]
    [InlineData("N1", "name: n\nstart: z\nnodes:\n  z: { type: end, next: ‸[a, b] }\n")]
    [InlineData("N2", "name: n\nreducers: ‸{ a: append }\n" + End)]
    [InlineData("N3", "name: n\nstart: z\nnodes:\n  z: { type: end }\n  m: { type: ‸map, branch: z }\n")]
    [InlineData("N4", "name: n\nstart: z\nnodes:\n  z: { type: end }\n  r: { type: ‸rag }\n")]
    [InlineData("N5", "name: n\nskills_enabled: ‸true\n" + End)]
    [InlineData("N5", "name: n\nenabled_skills: ‸[x]\n" + End)]
    [InlineData("N6", "name: n\nmcp_servers: ‸[x]\n" + End)]
    [InlineData("N8", "name: n\nstart: z\nnodes:\n  z: { type: end, join: ‸all }\n")]
    public void Parse_BrokenGraph_ReportsTheRuleAtItsPlace(string rule, string marked)
    {
        var (text, line, column) = MarkedText.Of(marked);

        var findings = Parse(text).Findings;

        Assert.Contains(findings, finding => finding.Code == rule && finding.Line == line && finding.Column == column);
        Assert.All(findings, finding => Assert.True(finding is { File: "graph.yaml", Message.Length: > 0, Fix.Length: > 0 }));
    }

    [Fact]
    public void Parse_MinimalGraph_HasNoFinding() => Assert.Empty(Parse("name: n\n" + End).Findings);

    [Fact]
    public void Parse_HarmlessUseOfUnsupportedFields_HasNoFinding() =>
        Assert.Empty(Parse("name: n\nreducers: {}\nmcp_servers: []\nenabled_skills: []\nskills_enabled: false\n" + End).Findings);

    [Fact]
    public void Parse_SeveralMistakes_ReportsAllOfThem()
    {
        var codes = Parse("name: ''\nversion: 3\nstart: q\nnodes:\n  a: { type: llm }\n  b: { type: x }\n").Findings.Select(finding => finding.Code);

        Assert.Equal(["P2", "P2", "P3", "P5", "P7"], codes.Order());
    }

    [Fact]
    public void Parse_MisspeltField_SuggestsTheRightOne() =>
        Assert.Equal("Did you mean `model`?", Assert.Single(Parse("name: n\nmodle: x\n" + End).Findings).Fix);

    [Fact]
    public void Parse_BareTopLevelScalar_IsText() => Assert.Equal("5", Parse("name: 5\nversion: 1.0\n" + End).Definition!.Name);

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("1e3", "1e3")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("+5", "5")]
    [InlineData(".5", "0.5")]
    [InlineData("-0", "-0")]
    [InlineData("007", "\"007\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("off", "\"off\"")]
    [InlineData("True", "true")]
    [InlineData("~", "null")]
    [InlineData("'1'", "\"1\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("!!str true", "\"true\"")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData("{ b: 1, a: [x, 2] }", "{\"b\":1,\"a\":[\"x\",2]}")]
    public void Parse_InitialState_KeepsTypesNumberTextAndOrder(string yaml, string json) =>
        Assert.Equal(json, GraphJson.Write(Parse($"name: n\ninitial_state: {{ v: {yaml} }}\n" + End).Definition!.InitialState["v"]));

    [Fact]
    public void Parse_Nodes_KeepsFileOrder() =>
        Assert.Equal(["z", "c", "a"], Parse("name: n\nstart: z\nnodes: { z: { type: end }, c: { type: end }, a: { type: end } }\n").Definition!.Nodes.Select(node => node.Id));

    [Theory]
    [InlineData(60, true)]
    [InlineData(63, false)]
    public void Parse_NestedLists_AreBounded(int depth, bool accepted)
    {
        var yaml = $"name: n\ninitial_state: {{ v: {new string('[', depth)}{new string(']', depth)} }}\n" + End;

        Assert.Equal(accepted, Parse(yaml).Findings.Count == 0);
    }

    [Fact]
    public void Parse_AliasBomb_IsRefusedBeforeItIsBuilt()
    {
        var yaml = new StringBuilder("name: n\ninitial_state:\n  a0: &a0 [x]\n");
        for (var i = 1; i <= 40; i++)
        {
            yaml.Append($"  a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        }

        var finding = Assert.Single(Parse(yaml + End).Findings);
        Assert.Equal(("P2", "Use fewer aliases."), (finding.Code, finding.Fix));
    }

    [Fact]
    public void Parse_AliasToItself_IsRefused() =>
        Assert.Contains(Parse("name: n\ninitial_state: { v: &v [*v] }\n" + End).Findings, finding => finding.Code == "P2");

    [Fact]
    public void Parse_FileAtAndAboveTheLimit_IsAcceptedAndRefused()
    {
        var head = "name: n\n" + End + "#";
        var fits = head + new string('x', SourceReader.BytesMax - head.Length);

        Assert.Empty(Parse(fits).Findings);
        Assert.Equal("P1", Assert.Single(Parse(fits + "x").Findings).Code);
    }

    [Fact]
    public void Parse_InvalidUtf8_NamesLineAndColumn()
    {
        var finding = Assert.Single(GraphParser.Parse("graph.yaml", [.. "name: é\nx: "u8, 0xC3, 0x28]).Findings);

        Assert.Equal(("P2", 2, 4), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped() => Assert.Empty(Parse("\uFEFFname: n\n" + End).Findings);

    [Fact]
    public void Parse_EmptyFile_IsRefused() => Assert.Equal("P2", Assert.Single(Parse("").Findings).Code);

    private static GraphParseResult Parse(string yaml) => GraphParser.Parse("graph.yaml", Encoding.UTF8.GetBytes(yaml));
}
