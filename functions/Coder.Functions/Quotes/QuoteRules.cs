using Coder.Billing.Prices;
using Coder.Graphs.Definition;
using Coder.Graphs.Ways;
using Coder.Runs.Records;

namespace Coder.Functions.Quotes;

/// <summary>Decides what a run will cost: from its graph's nodes, their turns and rounds, the models' prices, and what such runs cost before. Pure.</summary>
/// <param name="past">Of each past run, what its nodes used; a child agent's turns count for the node that asked it.</param>
internal sealed class QuoteRules(QuoteSubject subject, PriceTable prices, IReadOnlyList<IReadOnlyDictionary<string, RunUsage>> past)
{
    /// <summary>Agents that wait for one another; deeper ones are refused when they would start.</summary>
    private const int DepthMax = 3;

    private readonly Dictionary<(string Agent, int Depth), Quote> _children = [];

    internal static Quote Decide(QuoteSubject subject, PriceTable prices, IReadOnlyList<IReadOnlyDictionary<string, RunUsage>> past) => new QuoteRules(subject, prices, past).Decide();

    private Quote Decide()
    {
        Quote quote = OfGraph(subject.Agent, 0);
        if (past.Count > 0)
        {
            NodeQuote[] nodes = [.. quote.Nodes.Select(node => node with { Expected = Math.Clamp(Mean(node), node.Min, node.Max) })];
            quote = quote with { Nodes = nodes, Expected = MicroCredits.Sum(nodes.Select(node => node.Expected)), PastRuns = past.Count };
        }

        // Looked at before every turn: the last one may go beyond it.
        long max = subject.BudgetMicroCredits is { } budget ? Math.Min(quote.Max, MicroCredits.Sum([budget, quote.TurnMax])) : quote.Max;
        long min = Math.Min(quote.Min, max);
        return quote with { Min = min, Expected = Math.Clamp(quote.Expected, min, max), Max = max };
    }

    private Quote OfGraph(string agent, int depth)
    {
        GraphDefinition graph = subject.Graphs[agent];
        IReadOnlyDictionary<string, int> visits = GraphWays.VisitsMax(graph, subject.FixAttemptsMax);
        // Once each: a graph may name a node many times on its ways.
        Dictionary<string, NodeQuote> visit = graph.Nodes.Select(node => OfVisit(graph, node, depth)).OfType<NodeQuote>().ToDictionary(node => node.Node, StringComparer.Ordinal);
        (IReadOnlyList<string> least, long min) = GraphWays.Cheapest(graph, node => visit.GetValueOrDefault(node.Id)?.Min ?? 0, withFailures: true);
        HashSet<string> onLeast = [.. least];
        HashSet<string> usual = [.. GraphWays.Cheapest(graph, node => visit.GetValueOrDefault(node.Id)?.Min ?? 0, withFailures: false).Nodes];
        NodeQuote[] nodes =
        [
            .. visit.Values.Select(node => node with
            {
                VisitsMax = visits[node.Node],
                Min = onLeast.Contains(node.Node) ? node.Min : 0,
                Expected = usual.Contains(node.Node) ? node.Expected : 0,
                Max = MicroCredits.Times(node.Max, visits[node.Node]),
            }),
        ];
        return new Quote(min, MicroCredits.Sum(nodes.Select(node => node.Expected)), MicroCredits.Sum(nodes.Select(node => node.Max)), nodes, 0);
    }

    /// <summary>One visit; null for a node that no model is asked for.</summary>
    private NodeQuote? OfVisit(GraphDefinition graph, GraphNode node, int depth)
    {
        switch (node)
        {
            case LlmNode llm:
                string model = subject.ModelOf(llm.Model ?? graph.Model);
                // A child's prompt is made from its node's template; what it will hold is not known.
                long prompt = depth == 0 ? subject.PromptBytes : 0;
                long min = VisitCost.Min(prices, model, llm, prompt);
                long max = Math.Max(min, VisitCost.Max(prices, model, llm));
                return new NodeQuote(
                    node.Id, model, 1, VisitCost.TurnsMax(llm), VisitCost.TurnMax(prices, model), min, Math.Clamp(VisitCost.Usual(prices, model, llm, prompt), min, max), max);
            case AgentNode delegating when depth < DepthMax && subject.Graphs.ContainsKey(delegating.Agent):
                Quote child = ChildOf(delegating.Agent, depth + 1);
                long most = delegating.Budget?.Credits is { } credits ? Math.Min(child.Max, MicroCredits.Sum([Budget(credits), child.TurnMax])) : child.Max;
                long least = Math.Min(child.Min, most);
                return new NodeQuote(node.Id, null, 1, child.TurnsMax, child.TurnMax, least, Math.Clamp(child.Expected, least, most), most);
            default:
                return null;
        }
    }

    private Quote ChildOf(string agent, int depth)
    {
        if (!_children.TryGetValue((agent, depth), out Quote? child))
        {
            _children[(agent, depth)] = child = OfGraph(agent, depth);
        }

        return child;
    }

    /// <summary>What the node used in past runs, at the price of the model that would answer now; what child agents used, as it was.</summary>
    private long Mean(NodeQuote node) => past.Sum(run => !run.TryGetValue(node.Node, out RunUsage? usage) ? 0
        : node.Model is { } model ? prices.Estimate(model, usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens).MicroCredits
        : usage.MicroCredits) / past.Count;

    private static long Budget(decimal credits) => (long)Math.Min(credits * PriceTable.MicroCreditsPerCredit, MicroCredits.Times(long.MaxValue, 1));
}
