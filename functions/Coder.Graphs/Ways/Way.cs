using Coder.Graphs.Definition;
using Coder.Graphs.Validation;

namespace Coder.Graphs.Ways;

/// <summary>A way that a run can go from a node to another.</summary>
/// <param name="Outcome">Of a platform step that goes it; null otherwise.</param>
/// <param name="IsFailure">The node fails, or its question expires, and goes where that leads.</param>
internal sealed record Way(string From, string To, string? Outcome, bool IsFailure)
{
    /// <summary>Between a script whose <c>_next</c> may name any node, and all nodes; no node has this id.</summary>
    internal const string Anywhere = "";

    internal static IEnumerable<Way> All(GraphDefinition graph)
    {
        IEnumerable<Way> ways = graph.Nodes.SelectMany(node => Edge.Of(node).Select(edge => new Way(node.Id, edge.To, edge.Kind == "routes" ? (string)edge.Path[1] : null, edge.Kind is "fallback" or "on_timeout")));
        GraphNode[] free = [.. graph.Nodes.Where(node => node is ScriptNode { Routes: null, Builtin: null })];
        return free.Length == 0 ? ways : ways.Concat(free.Select(node => new Way(node.Id, Anywhere, null, false))).Concat(graph.Nodes.Select(node => new Way(Anywhere, node.Id, null, false)));
    }
}
