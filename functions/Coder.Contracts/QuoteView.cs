namespace Coder.Contracts;

/// <summary>What a run would cost, in credits, if it were started now.</summary>
/// <param name="Min">Of the cheapest way to a complete end. A run that fails early, or is canceled, costs less.</param>
/// <param name="Expected">From past runs, else from what such runs usually take.</param>
/// <param name="Max">More is not possible: every loop, turn and answer as long as it may be; with a budget, that and one turn.</param>
/// <param name="Nodes">Every node that asks a model or an agent.</param>
/// <param name="PastRuns">Runs that <paramref name="Expected"/> is made from; 0: none yet.</param>
/// <param name="Budget">Credits that the run would have; absent: unbounded.</param>
public sealed record QuoteView(decimal Min, decimal Expected, decimal Max, IReadOnlyList<QuotedNodeView> Nodes, int PastRuns, string Agent, decimal? Budget = null);
