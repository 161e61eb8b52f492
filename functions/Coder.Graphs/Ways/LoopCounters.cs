using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Ways;

/// <summary>The counters with which platform steps bound the loops of a graph: rounds of repair, of the policy, of the review.</summary>
internal sealed class LoopCounters(GraphDefinition graph, int? fixAttemptsMax)
{
    private static readonly string[] Keys = ["fix_attempts", "max_fix_attempts", "policy_attempts", "review_attempts", "max_review_attempts"];

    /// <summary>False: something else in the graph may write a counter, or nobody knows what it writes.</summary>
    internal bool AreSafe { get; } = graph.Nodes.All(IsHarmless);

    /// <summary>Rounds of all counters together, however many nodes use them: they share the state.</summary>
    internal int RoundsMax => (Has(BuiltinSteps.FixLoopGate) ? FixAttemptsMax + FixLoopGate.PolicyAttemptsMax : 0) + (Has(BuiltinSteps.RouteReview) ? ReviewAttemptsMax : 0);

    private int FixAttemptsMax => fixAttemptsMax ?? StateValues.Count(graph.InitialState, "max_fix_attempts", FixLoopGate.DefaultAttemptsMax);

    private int ReviewAttemptsMax => StateValues.Count(graph.InitialState, "max_review_attempts", RouteReview.DefaultAttemptsMax);

    /// <summary>True for a way that a counter lets a run go only so often.</summary>
    internal bool IsCounted(Way way) => graph.Find(way.From) is ScriptNode { Builtin: { } builtin } && (builtin, way.Outcome) switch
    {
        (BuiltinSteps.FixLoopGate, "retry") => true,
        (BuiltinSteps.RouteReview, "revise") => true,
        _ => false,
    };

    private bool Has(string builtin) => graph.Nodes.OfType<ScriptNode>().Any(node => node.Builtin == builtin);

    private static bool IsHarmless(GraphNode node)
    {
        bool templates = (node.StateUpdates ?? []).Concat(node.StateSet ?? []).All(update => !Keys.Contains(update.Key));
        return templates && node switch
        {
            ScriptNode { Builtin: null } script => script.Writes is { } writes && !writes.Any(Keys.Contains),
            LlmNode llm => IsClosed(llm.OutputSchema),
            AgentNode agent => IsClosed(agent.OutputSchema),
            _ => true,
        };
    }

    /// <summary>What an answer with a schema has is written to the state, member by member.</summary>
    private static bool IsClosed(System.Text.Json.Nodes.JsonObject? schema) =>
        schema is null
        || (schema["additionalProperties"] is System.Text.Json.Nodes.JsonValue closed && closed.TryGetValue(out bool allowed) && !allowed
            && schema["properties"] is System.Text.Json.Nodes.JsonObject properties && !properties.Any(property => Keys.Contains(property.Key)));
}
