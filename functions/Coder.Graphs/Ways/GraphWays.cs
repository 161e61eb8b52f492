using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;

namespace Coder.Graphs.Ways;

/// <summary>What can be said of a graph's runs before there is one. Pure.</summary>
public static class GraphWays
{
    /// <summary>The way through a graph to a complete end (to any end if none is complete) that costs least.</summary>
    /// <param name="cost">Of a node that succeeds; one that fails, and goes to its fallback, is taken to cost nothing.</param>
    /// <param name="withFailures">False: only ways on which every node succeeds, unless there is none.</param>
    /// <returns>The nodes that succeed on it, in order, and their sum; no nodes and 0 when no end can be reached.</returns>
    public static (IReadOnlyList<string> Nodes, long Cost) Cheapest(GraphDefinition graph, Func<GraphNode, long> cost, bool withFailures)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(cost);
        Dictionary<string, (long Cost, string? From, bool Paid)> best = Distances(graph, cost, withFailures);
        string? end = Nearest(graph, best, isComplete: true);
        if (end is null && !withFailures)
        {
            return Cheapest(graph, cost, withFailures: true);
        }

        end ??= Nearest(graph, best, isComplete: false);
        if (end is null)
        {
            return ([], 0);
        }

        List<string> nodes = [];
        for ((string at, bool paid) = (end, true); ; (at, paid) = (best[at].From!, best[at].Paid))
        {
            if (paid && at != Way.Anywhere)
            {
                nodes.Insert(0, at);
            }

            if (best[at].From is null)
            {
                return (nodes, best[end].Cost);
            }
        }
    }

    /// <summary>How often a run enters each node at most.</summary>
    /// <param name="fixAttemptsMax">Of the request; null: the graph's.</param>
    public static IReadOnlyDictionary<string, int> VisitsMax(GraphDefinition graph, int? fixAttemptsMax)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Way[] all = [.. Way.All(graph)];
        LoopCounters counters = new(graph, fixAttemptsMax);
        HashSet<string> looping = Cycles(all);
        HashSet<string> uncounted = counters.AreSafe ? Cycles([.. all.Where(way => !counters.IsCounted(way))]) : looping;
        int cap = graph.Settings.MaxLoopIterations;
        // Between two rounds that a counter allows, a node that is in no other cycle is entered once.
        int counted = Math.Min(cap, 1 + counters.RoundsMax);
        return graph.Nodes.ToDictionary(node => node.Id, node => uncounted.Contains(node.Id) ? cap : looping.Contains(node.Id) ? counted : 1, StringComparer.Ordinal);
    }

    private static Dictionary<string, (long Cost, string? From, bool Paid)> Distances(GraphDefinition graph, Func<GraphNode, long> cost, bool withFailures)
    {
        Dictionary<string, (long Cost, string? From, bool Paid)> best = new(StringComparer.Ordinal);
        if (graph.Find(graph.Start) is null)
        {
            return best;
        }

        ILookup<string, Way> ways = Way.All(graph).Where(way => (withFailures || !way.IsFailure) && (way.To == Way.Anywhere || graph.Find(way.To) is not null)).ToLookup(way => way.From);
        // Steps break ties, so that of two ways that cost the same the shorter one is named.
        PriorityQueue<string, (long, int)> open = new([(graph.Start, (0, 0))]);
        best[graph.Start] = (0, null, true);
        HashSet<string> done = new(StringComparer.Ordinal);
        while (open.TryDequeue(out string? at, out (long Cost, int Steps) reached))
        {
            if (!done.Add(at))
            {
                continue;
            }

            foreach (Way way in ways[at])
            {
                long sum = reached.Cost + (way.IsFailure || graph.Find(at) is not { } node ? 0 : cost(node));
                if (!done.Contains(way.To) && (!best.TryGetValue(way.To, out var known) || sum < known.Cost))
                {
                    best[way.To] = (sum, at, !way.IsFailure);
                    open.Enqueue(way.To, (sum, reached.Steps + 1));
                }
            }
        }

        return best;
    }

    private static string? Nearest(GraphDefinition graph, Dictionary<string, (long Cost, string? From, bool Paid)> best, bool isComplete) => graph.Nodes
        .OfType<EndNode>()
        .Where(end => best.ContainsKey(end.Id) && (!isComplete || EndOutcome.Of(end) == RunOutcome.Complete))
        .OrderBy(end => best[end.Id].Cost)
        .FirstOrDefault()?.Id;

    /// <summary>The nodes on cycles and between them: what is left when all that nothing leads to, or that leads nowhere, is taken away again and again.</summary>
    private static HashSet<string> Cycles(IReadOnlyList<Way> ways)
    {
        HashSet<string> left = [.. ways.Select(way => way.From), .. ways.Select(way => way.To)];
        foreach (ILookup<string, string> next in (ILookup<string, string>[])[ways.ToLookup(way => way.From, way => way.To), ways.ToLookup(way => way.To, way => way.From)])
        {
            Dictionary<string, int> before = left.ToDictionary(node => node, _ => 0, StringComparer.Ordinal);
            foreach (string target in left.SelectMany(node => next[node]).Where(left.Contains))
            {
                before[target]++;
            }

            Queue<string> open = new(before.Where(node => node.Value == 0).Select(node => node.Key));
            while (open.TryDequeue(out string? at))
            {
                left.Remove(at);
                foreach (string target in next[at].Where(left.Contains))
                {
                    if (--before[target] == 0)
                    {
                        open.Enqueue(target);
                    }
                }
            }
        }

        return left;
    }
}
