using Coder.Graphs.Definition;

namespace Coder.Graphs.Validation;

/// <summary>E1, E2, E3, W1, W2, W11: where a run can go.</summary>
internal static class EdgeRules
{
    public static void Check(GraphCheck check)
    {
        var ids = check.Graph.Nodes.Select(node => node.Id).ToArray();
        foreach (var edge in check.Edges.Where(edge => check.Graph.Find(edge.To) is null))
        {
            var message = $"`{edge.Kind}` of node `{edge.From.Id}` names `{edge.To}`, which is no node.";
            check.Error("E1", edge.From, edge.Path, message, Suggestion.Sentence(edge.To, ids));
        }

        if (FirstCycle(check) is { } cycle)
        {
            check.Error(
                "E2",
                check.Graph.Find(cycle[0])!,
                [],
                $"The declared edges form a cycle: {string.Join(" → ", cycle)}.",
                "Break it; a loop goes through a script node that declares `routes`, so that it is counted.");
        }

        Ends(check, ids);
        foreach (var node in check.Graph.Nodes.Where(node => node is LlmNode or AgentNode or InputNode && node.Next is null or []))
        {
            check.Warning("W11", node, ["next"], $"Node `{node.Id}` has no `next`; a run that gets through it fails.", "Add `next: NODE`.");
        }
    }

    private static void Ends(GraphCheck check, string[] ids)
    {
        if (ids.Length == 0)
        {
            return;
        }

        if (check.Graph.Nodes.All(node => node.Type != "end"))
        {
            check.GraphError("E3", ["nodes"], "The graph has no node of type `end`.", "Add one.");
        }

        if (check.Graph.Find(check.Graph.Start) is null)
        {
            return;
        }

        var reachable = Reachable(check);
        foreach (var node in check.Graph.Nodes.Where(node => !reachable.Contains(node.Id)))
        {
            var message = $"Node `{node.Id}` cannot be reached from `{check.Graph.Start}` over declared edges.";
            check.Warning("W1", node, [], message, "Remove it, or declare the script `routes` that lead to it.");
        }

        var ends = check.Graph.Nodes.Where(node => node.Type == "end").ToArray();
        if (ends.Length > 0 && ends.All(end => !reachable.Contains(end.Id)))
        {
            const string Message = "No end node can be reached over declared edges.";
            check.Findings.Warning("W2", check.Source.Find("nodes"), null, Message, "Lead a path to one, or declare the script `routes` that do.");
        }
    }

    private static HashSet<string> Reachable(GraphCheck check)
    {
        var targets = check.Edges.ToLookup(edge => edge.From.Id, edge => edge.To);
        var reached = new HashSet<string>(StringComparer.Ordinal) { check.Graph.Start };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var id))
        {
            foreach (var target in targets[id].Where(reached.Add))
            {
                open.Enqueue(target);
            }
        }

        return reached;
    }

    /// <summary>Depth first in file order, without recursion: a file may chain thousands of nodes.</summary>
    private static IReadOnlyList<string>? FirstCycle(GraphCheck check)
    {
        var targets = check.Edges.Where(edge => !edge.Counted && check.Graph.Find(edge.To) is not null).ToLookup(edge => edge.From.Id, edge => edge.To);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in check.Graph.Nodes.Select(node => node.Id))
        {
            var path = new List<string>();
            var onPath = new HashSet<string>(StringComparer.Ordinal);
            var stack = new Stack<IEnumerator<string>>([new List<string> { root }.GetEnumerator()]);
            while (stack.TryPeek(out var siblings))
            {
                if (!siblings.MoveNext())
                {
                    stack.Pop();
                    if (path.Count > 0)
                    {
                        onPath.Remove(path[^1]);
                        done.Add(path[^1]);
                        path.RemoveAt(path.Count - 1);
                    }
                }
                else if (onPath.Contains(siblings.Current))
                {
                    return [.. path[path.IndexOf(siblings.Current)..], siblings.Current];
                }
                else if (!done.Contains(siblings.Current))
                {
                    path.Add(siblings.Current);
                    onPath.Add(siblings.Current);
                    stack.Push(targets[siblings.Current].GetEnumerator());
                }
            }
        }

        return null;
    }
}
