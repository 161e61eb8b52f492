using Coder.Graphs.Definition;

namespace Coder.Graphs.Validation;

/// <summary>A declared way from a node to another.</summary>
/// <param name="Kind">The field it comes from.</param>
/// <param name="Path">Place of the target below the node.</param>
/// <param name="Counted">True: a script's declared route; cycles through it are allowed, because a run counts them.</param>
internal sealed record Edge(GraphNode From, string To, string Kind, object[] Path, bool Counted = false)
{
    public static IEnumerable<Edge> Of(GraphNode node)
    {
        for (var i = 0; i < (node.Next?.Count ?? 0); i++)
        {
            yield return new(node, node.Next![i], "next", ["next", i]);
        }

        if (node.Fallback is { } fallback)
        {
            yield return new(node, fallback, "fallback", ["fallback"]);
        }

        foreach (var edge in Typed(node))
        {
            yield return edge;
        }
    }

    private static IEnumerable<Edge> Typed(GraphNode node) => node switch
    {
        ApprovalNode approval =>
        [
            .. approval.Routes.Select(route => new Edge(node, route.Value, "routes", ["routes", route.Key])),
            new(node, approval.OnOther, "on_other", ["on_other"]),
            .. Timeout(node, approval.OnTimeout is { } option && approval.Options.Contains(option) ? null : approval.OnTimeout),
        ],
        InputNode input => Timeout(node, input.OnTimeout),
        ScriptNode script => (script.Routes ?? new Dictionary<string, string>())
            .Select(route => new Edge(node, route.Value, "routes", ["routes", route.Key], Counted: true)),
        UnsupportedNode { Branch: { } branch } => [new(node, branch, "branch", ["branch"])],
        _ => [],
    };

    private static Edge[] Timeout(GraphNode node, string? target) => target is null ? [] : [new(node, target, "on_timeout", ["on_timeout"])];
}
