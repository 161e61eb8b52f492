namespace Coder.Functions.Quotes;

/// <summary>What a run costs, in micro-credits.</summary>
/// <param name="PastRuns">That the expectation comes from; 0: none.</param>
internal sealed record Quote(long Min, long Expected, long Max, IReadOnlyList<NodeQuote> Nodes, int PastRuns)
{
    internal long TurnsMax => MicroCredits.Sum(Nodes.Select(node => MicroCredits.Times(node.TurnsMax, node.VisitsMax)));

    internal long TurnMax => Nodes.Select(node => node.TurnMax).DefaultIfEmpty().Max();
}
