using System.Text.Json.Nodes;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>Applies <c>state_updates</c> (always text), then <c>state_set</c> (typed), in file order; a later entry sees an earlier one's result.</summary>
internal static class StateTemplates
{
    /// <returns>Null, or why an entry could not be rendered.</returns>
    public static string? Apply(GraphNode node, JsonObject values, TemplateScope scope)
    {
        foreach (var (key, template) in node.StateUpdates ?? [])
        {
            if (Store(values, key, Template.Lenient(template, scope)) is { } problem)
            {
                return problem;
            }
        }

        foreach (var (key, template) in node.StateSet ?? [])
        {
            if (Store(values, key, Template.RawLenient(template, scope)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? Store(JsonObject values, string key, Rendering rendering)
    {
        if (rendering.Problem is null)
        {
            values[key] = rendering.Value;
        }

        return rendering.Problem is null ? null : $"State key `{key}`: {rendering.Problem}";
    }
}
