using Coder.Billing.Prices;
using Coder.Functions.Quotes;
using Coder.Graphs.Definition;
using Coder.Runs.Records;
using Coder.Tests.Graphs;

namespace Coder.Tests.Functions.Quotes;

public sealed class QuoteRulesTests
{
    private static readonly PriceTable Prices = new([new ModelPrice("m", 10, 1, 50) { ContextTokens = 1_000 }]);

    /// <summary>A turn of <c>m</c> with a full context and the longest answer.</summary>
    private static readonly long TurnMax = Prices.Estimate("m", 1_000, 0, VisitCost.AnswerTokensMax).MicroCredits;

    [Fact]
    public void Decide_OneNode_IsOneTurnToAllOfThem()
    {
        Quote quote = Decide(Graph("a: { type: llm, prompt: '12345678', tools: [fs_cat], max_iterations: 3, next: z }", "global_tools: [fs_cat]"));

        NodeQuote node = Assert.Single(quote.Nodes);
        Assert.Equal((1, 3L, 3 * TurnMax), (node.VisitsMax, node.TurnsMax, node.Max));
        Assert.Equal(Prices.Estimate("m", 0, 1, 1).MicroCredits, node.Min);
        Assert.Equal((node.Min, node.Max), (quote.Min, quote.Max));
        Assert.InRange(quote.Expected, quote.Min, quote.Max);
    }

    [Fact]
    public void Decide_Schema_AddsItsRepairs() =>
        Assert.Equal(10 + 2, Decide(Graph("a: { type: llm, prompt: p, output_schema: {}, next: z }")).Nodes[0].TurnsMax);

    [Fact]
    public void Decide_ANodeOnASideWay_NeedNotBePaid()
    {
        Quote quote = Decide(Graph(
            """
            a: { type: llm, prompt: p, next: b, fallback: c }
            b: { type: approval, question: q, options: ['yes'], routes: { 'yes': z }, on_other: c }
            c: { type: llm, prompt: p, next: z }
            """));

        Assert.Equal(Prices.Estimate("m", 0, 0, 1).MicroCredits, quote.Min);
        Assert.Equal([true, false], quote.Nodes.Select(node => node.Expected > 0));
        Assert.Equal(2 * 10 * TurnMax, quote.Max);
    }

    [Theory]
    [InlineData(null, 1 + 2 + 3)]
    [InlineData(0, 1 + 0 + 3)]
    [InlineData(20, 1 + 20 + 3)]
    public void Decide_AFixLoop_IsGoneThroughOnceMoreThanItMayBeRepeated(int? fixAttempts, int visits)
    {
        GraphDefinition graph = Graph(
            """
            a: { type: llm, prompt: p, next: f }
            f: { type: script, script: builtin/fix_loop_gate, routes: { retry: a, exhausted: z } }
            """,
            "initial_state: { max_fix_attempts: 2 }");

        Assert.Equal(visits, Decide(graph, fixAttempts: fixAttempts).Nodes[0].VisitsMax);
        // No more than the graph lets any node be entered.
        Assert.Equal(Math.Min(visits, 5), Decide(graph with { Settings = new GraphSettings { MaxLoopIterations = 5 } }, fixAttempts: fixAttempts).Nodes[0].VisitsMax);
    }

    [Theory]
    [InlineData("b: { type: script, script: scripts/step.sh, routes: { again: a, done: z } }")]
    [InlineData("b: { type: script, script: scripts/step.sh, next: z }")]
    [InlineData("b: { type: script, script: builtin/fix_loop_gate, routes: { retry: a, exhausted: z } , state_set: { fix_attempts: '0' } }")]
    public void Decide_ALoopThatNothingCounts_EndsAtTheGraphsOwnLimit(string loop) =>
        Assert.Equal(7, Decide(Graph($"a: {{ type: llm, prompt: p, next: b }}\n{loop}", "settings: { max_loop_iterations: 7 }")).Nodes[0].VisitsMax);

    [Fact]
    public void Decide_Budgets_BoundWhatIsBeyondThemByATurn()
    {
        GraphDefinition graph = Graph("a: { type: llm, prompt: p, next: z, budget: { credits: 3 } }");

        Assert.Equal(3_000_000 + TurnMax, Decide(graph).Max);
        Assert.Equal(1_000_000 + TurnMax, Decide(graph, budget: 1_000_000).Max);
        Assert.Equal(3_000_000 + TurnMax, Decide(graph, budget: long.MaxValue).Max);
    }

    [Fact]
    public void Decide_AnAgent_CostsWhatItsOwnNodesDo()
    {
        GraphDefinition child = Graph("a: { type: llm, prompt: '1234567890123456', next: z }");
        GraphDefinition graph = Graph("a: { type: agent, agent: child, prompt: p, next: z }");

        NodeQuote node = Assert.Single(Decide(graph, child: child).Nodes);

        Quote alone = Decide(child);
        Assert.Equal((alone.Min, alone.Expected, alone.Max), (node.Min, node.Expected, node.Max));
    }

    [Fact]
    public void Decide_AnAgentThatAsksItself_EndsAtTheDepthOfAgents()
    {
        GraphDefinition child = Graph("a: { type: llm, prompt: p, next: d }\nd: { type: agent, agent: child, prompt: p, next: z }");

        // Three children below the run's own graph, one visit of ten turns each.
        Assert.Equal(3 * 10 * TurnMax, Decide(Graph("a: { type: agent, agent: child, prompt: p, next: z }"), child: child).Max);
    }

    [Fact]
    public void Decide_PastRuns_AreWhatIsExpected()
    {
        GraphDefinition graph = Graph("a: { type: llm, prompt: p, next: b }\nb: { type: llm, prompt: p, next: z }");
        IReadOnlyDictionary<string, RunUsage>[] past =
        [
            new Dictionary<string, RunUsage> { ["a"] = new RunUsage { InputTokens = 100, OutputTokens = 10 } },
            new Dictionary<string, RunUsage> { ["a"] = new RunUsage { InputTokens = 300, OutputTokens = 30 }, ["b"] = new RunUsage { InputTokens = 400 } },
        ];

        Quote quote = Decide(graph, past: past);

        Assert.Equal([Prices.Estimate("m", 200, 0, 20).MicroCredits, Prices.Estimate("m", 200, 0, 0).MicroCredits], quote.Nodes.Select(node => node.Expected));
        Assert.Equal((quote.Nodes.Sum(node => node.Expected), 2), (quote.Expected, quote.PastRuns));
    }

    [Fact]
    public void Decide_AbsurdLimits_DoNotOverflow()
    {
        GraphDefinition graph = Graph("a: { type: llm, prompt: p, max_iterations: 2000000000, next: b }\nb: { type: script, script: scripts/step.sh, routes: { a: a, z: z } }", "settings: { max_loop_iterations: 2000000000 }");

        Quote quote = Decide(graph);

        Assert.True(quote.Min <= quote.Expected && quote.Expected <= quote.Max && quote.Max > 0);
    }

    private static GraphDefinition Graph(string nodes, string top = "") => GraphSteps.Graph(nodes, top);

    private static Quote Decide(
        GraphDefinition graph, int? fixAttempts = null, long? budget = null, GraphDefinition? child = null, IReadOnlyList<IReadOnlyDictionary<string, RunUsage>>? past = null)
    {
        Dictionary<string, GraphDefinition> graphs = new(StringComparer.Ordinal) { ["own"] = graph };
        if (child is not null)
        {
            graphs["child"] = child;
        }

        return QuoteRules.Decide(new QuoteSubject("own", graphs, _ => "m", 100, fixAttempts, budget), Prices, past ?? []);
    }
}
