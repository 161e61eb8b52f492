using Coder.Graphs.Definition;

namespace Coder.Tests.Graphs;

/// <summary>Each rule once broken (at the marked place) and once kept.</summary>
public sealed class GraphValidationTests
{
    private const string Llm = "a: { type: llm, prompt: p, next: z }\n";

    [Theory]
    [InlineData("E1", "a: { type: llm, prompt: p, next: ‸zz }", "a: { type: llm, prompt: p, next: z }")]
    [InlineData("E1", "a: { type: llm, prompt: p, next: z, fallback: ‸q }", "a: { type: llm, prompt: p, next: z, fallback: z }")]
    [InlineData("E1", "a: { type: script, script: scripts/step.sh, routes: { x: ‸q } }", "a: { type: script, script: scripts/step.sh, routes: { x: z } }")]
    [InlineData("E1", "a: { type: approval, question: q, options: [y], routes: { y: z }, on_other: ‸q }", "a: { type: approval, question: q, options: [y], routes: { y: z }, on_other: z }")]
    [InlineData("E1", "a: { type: approval, question: q, options: [y], routes: { y: ‸q }, on_other: z }", "a: { type: approval, question: q, options: [y], routes: { y: z }, on_other: z }")]
    [InlineData("E1", "a: { type: input, question: q, next: z, timeout: 5, on_timeout: ‸q }", "a: { type: input, question: q, next: z, timeout: 5, on_timeout: z }")]
    [InlineData("E1", "a: { type: approval, question: q, options: [y], routes: { y: z }, on_other: z, timeout: 5, on_timeout: ‸q }", "a: { type: approval, question: q, options: [y], routes: { y: z }, on_other: z, timeout: 5, on_timeout: y }")]
    [InlineData("E2", "‸a: { type: llm, prompt: p, next: a }", Llm)]
    [InlineData("E2", "‸a: { type: llm, prompt: p, next: b }\nb: { type: llm, prompt: p, next: z, fallback: a }", "a: { type: llm, prompt: p, next: b }\nb: { type: script, script: scripts/step.sh, next: z, routes: { again: a } }")]
    [InlineData("E4", "a: { type: script, script: ‸scripts/stap.sh, next: z }", "a: { type: script, script: ./scripts/step.sh, next: z }")]
    [InlineData("E5", "a: { type: agent, agent: ‸chidl, prompt: p, next: z }", "a: { type: agent, agent: child, prompt: p, next: z }")]
    [InlineData("E6", "a: { type: agent, agent: ‸nothing, prompt: p, next: z }", "a: { type: agent, agent: sample, prompt: p, next: z }")]
    [InlineData("E7", "a: { type: approval, question: q, options: [y, ‸n], routes: { y: z }, on_other: z }", "a: { type: approval, question: q, options: [y, n], routes: { y: z, n: z }, on_other: z }")]
    [InlineData("E10", "a: { type: llm, prompt: p, next: z, tools: [‸mcp:x] }", Llm)]
    [InlineData("E11", "a: { type: llm, prompt: p, next: z, tools: [‸fs_cat] }", "a: { type: llm, prompt: p, next: z, tools: [user__ask] }")]
    [InlineData("E11", "a: { type: llm, prompt: p, next: z, tools: [‸nobody__asks] }", Llm)]
    [InlineData("E12", "a: { type: llm, prompt: p, next: z, model: ‸gpt }", "a: { type: llm, prompt: p, next: z, model: 'scripted:x' }")]
    [InlineData("E34", "a: { type: script, script: ‸builtin/route_revew, next: z }", "a: { type: script, script: builtin/route_review, next: z }")]
    [InlineData("E35", "a: { type: script, script: builtin/verify_build, ‸routes: { passed: z } }", "a: { type: script, script: builtin/verify_build, routes: { passed: z, failed: z } }")]
    [InlineData("E36", "a: { type: input, question: q, next: z, validation: ‸'size(input) > 1' }", "a: { type: input, question: q, next: z, validation: ' len(input)>=1 ' }")]
    [InlineData("E37", "a: { type: script, script: ‸../step.sh, next: z }", "a: { type: script, script: scripts/step.sh, next: z }")]
    [InlineData("E37", "a: { type: script, script: ‸/bin/true, next: z }", "a: { type: script, script: scripts/step.sh, next: z }")]
    [InlineData("E38", "a: { type: script, script: builtin/verify_tests, gate: ‸build, next: z }", "a: { type: script, script: builtin/verify_tests, gate: test, next: z }")]
    [InlineData("N9", "a: { type: script, script: scripts/step.sh, gate: ‸build, next: z }", "a: { type: script, script: scripts/step.sh, next: z }")]
    [InlineData("N7", "a: { type: agent, agent: ‸plain, prompt: p, next: z }", "a: { type: agent, agent: child, prompt: p, next: z }")]
    [InlineData("W1", "a: { type: llm, prompt: p, next: z }\n‸b: { type: llm, prompt: p, next: z }", "a: { type: llm, prompt: p, next: z, fallback: b }\nb: { type: llm, prompt: p, next: z }")]
    [InlineData("W3", "a: { type: approval, question: q, options: [y], routes: { y: z, n: ‸z }, on_other: z }", "a: { type: approval, question: q, options: [y, n], routes: { y: z, n: z }, on_other: z }")]
    [InlineData("W11", "‸a: { type: llm, prompt: p }", Llm)]
    [InlineData("W12", "a: { type: script, script: builtin/route_review, next: z, routes: { acept: ‸z } }", "a: { type: script, script: builtin/route_review, next: z, routes: { accept: z } }")]
    [InlineData("W13", "a: { type: input, question: q, next: z, on_timeout: ‸z }", "a: { type: input, question: q, next: z, timeout: 9, on_timeout: z }")]
    public void Validate_Rule_IsReportedWhenBrokenAndSilentWhenKept(string rule, string broken, string kept)
    {
        var (text, line, column) = MarkedText.Of(GraphText.Graph(broken));

        var findings = GraphText.Report(text).Findings;

        var finding = Assert.Single(findings, finding => finding.Code == rule);
        Assert.Equal((line, column), (finding.Line, finding.Column));
        Assert.Equal(rule[0] == 'W' ? FindingSeverity.Warning : FindingSeverity.Error, finding.Severity);
        Assert.True(finding is { NodeId.Length: > 0, Message.Length: > 0, Fix.Length: > 0 });
        Assert.DoesNotContain(GraphText.Report(GraphText.Graph(kept)).Findings, other => other.Code == rule);
    }

    [Theory]
    [InlineData("L3", "model: ‸gpt", "model: 'scripted:x'")]
    [InlineData("E11", "global_tools: [‸fs_cut.sh]", "global_tools: [fs_cat.sh]")]
    [InlineData("E20", "settings: { max_concurrency: ‸0 }", "settings: { max_concurrency: 1 }")]
    public void Validate_GraphRule_IsReportedWhenBrokenAndSilentWhenKept(string rule, string broken, string kept)
    {
        var (text, line, column) = MarkedText.Of(GraphText.Graph(Llm, broken));

        var finding = Assert.Single(GraphText.Report(text).Findings);

        Assert.Equal((rule, line, column), (finding.Code, finding.Line, finding.Column));
        Assert.Empty(GraphText.Report(GraphText.Graph(Llm, kept)).Findings);
    }

    [Fact]
    public void E3_NoEndNode_IsReportedAndSuppressesW2()
    {
        var codes = GraphText.Report("name: n\nstart: a\nnodes:\n  a: { type: script, script: scripts/step.sh }\n").Findings.Select(finding => finding.Code);

        Assert.Equal(["E3"], codes);
    }

    [Fact]
    public void W2_EndOnlyReachedByUndeclaredNext_IsAWarningOnly()
    {
        var report = GraphText.Report(GraphText.Graph("a: { type: script, script: scripts/step.sh }"));

        Assert.Equal(["W2", "W1"], report.Findings.Select(finding => finding.Code));
        Assert.True(report.IsValid);
    }

    [Fact]
    public void E2_Cycle_IsNamedAsAPath()
    {
        var report = GraphText.Report(GraphText.Graph("a: { type: llm, prompt: p, next: b }\nb: { type: llm, prompt: p, next: a }"));

        Assert.Contains("a → b → a", Assert.Single(report.Findings, finding => finding.Code == "E2").Message);
    }

    [Fact]
    public void E2_TenThousandNodesInARow_AreCheckedWithoutRecursion()
    {
        var nodes = string.Join('\n', Enumerable.Range(0, 10_000).Select(i => $"{(i == 0 ? "a" : $"n{i}")}: {{type: llm, prompt: p, next: n{i + 1}}}"));

        Assert.True(GraphText.Report(GraphText.Graph(nodes + "\nn10000: {type: llm, prompt: p, next: z}")).IsValid);
    }

    [Fact]
    public void E11_MisspeltTool_SuggestsTheDeclaredOne()
    {
        var report = GraphText.Report(GraphText.Graph("a: { type: llm, prompt: p, next: z, tools: [fs_kat] }", "global_tools: [fs_cat.sh]"));

        Assert.Contains("Did you mean `fs_cat`?", Assert.Single(report.Findings).Fix);
    }

    [Fact]
    public void Validate_BrokenNode_KeepsItsIdForTheOtherChecks()
    {
        var codes = GraphText.Report(GraphText.Graph("a: { type: llm, prompt: p, next: b }\nb: { type: llm, next: z }")).Findings.Select(finding => finding.Code);

        Assert.Equal(["P2"], codes);
    }

    [Fact]
    public void Finding_ToString_ReadsLikeACompilersLine()
    {
        var finding = Assert.Single(GraphText.Report(GraphText.Graph("a: { type: llm, prompt: p, next: zz }")).Findings, finding => finding.Code == "E1");

        Assert.Equal("graph.yaml:4:36: error E1: `next` of node `a` names `zz`, which is no node. Did you mean `z`?", finding.ToString());
    }
}
