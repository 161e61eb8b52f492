using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>The one node that follows, or the rule that says why there is none.</summary>
internal sealed record Successor(string? Node, string Code = "", string Problem = "")
{
    /// <summary>Follows <c>next</c>; only the first element counts for an input node.</summary>
    public static Successor Next(GraphNode node) => node.Next switch
    {
        null => new(null, "R5", $"Node `{node.Id}` has no `next`; add `next: NODE`."),
        [] => new(null, "R1", $"`next` of node `{node.Id}` is empty, so the run has nowhere to go; name a node."),
        [var only] => new(only),
        [var first, ..] when node is InputNode => new(first),
        _ => new(null, "N1", $"`next` of node `{node.Id}` names several nodes; parallel branches are not supported yet."),
    };

    /// <summary>Follows a script's <c>_next</c> through its <c>routes</c>, else <c>next</c>.</summary>
    public static Successor Route(ScriptNode node, string? named)
    {
        if (named is null)
        {
            return Next(node);
        }

        if (node.Builtin is not null)
        {
            return Builtin.BuiltinSteps.Spellings(named).Select(outcome => node.Routes?.GetValueOrDefault(outcome)).FirstOrDefault(id => id is not null) is { } id
                ? new(id)
                : Next(node);
        }

        if (node.Routes is null)
        {
            return new(named);
        }

        return node.Routes.TryGetValue(named, out var target) ? new(target)
            : node.Routes.Values.Contains(named, StringComparer.Ordinal) ? new(named)
            : new(null, "R4", $"The script of node `{node.Id}` chose `{named}`, which its `routes` do not declare ({string.Join(", ", node.Routes.Keys)}).");
    }

    /// <summary>Follows an answer: an exact route key, else <c>on_other</c>.</summary>
    public static Successor Choice(ApprovalNode node, string answer) => new(node.Routes.GetValueOrDefault(answer, node.OnOther));
}
