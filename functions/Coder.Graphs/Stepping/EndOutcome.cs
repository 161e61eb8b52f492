using System.Text.Json.Nodes;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>What an end node means for the run. Rendered text, which may hold model output, never decides.</summary>
internal static class EndOutcome
{
    public static RunOutcome Of(EndNode node)
    {
        if (node.Outcome is { } declared)
        {
            return declared;
        }

        var reference = node.Output.IndexOf("{{", StringComparison.Ordinal);
        var literal = (reference < 0 ? node.Output : node.Output[..reference]).TrimStart();
        return literal.StartsWith("CODER_REJECTED", StringComparison.Ordinal) ? RunOutcome.Rejected
            : literal.StartsWith("CODER_FAILED", StringComparison.Ordinal) ? RunOutcome.Failed
            : RunOutcome.Complete;
    }

    /// <summary>Why a run failed: the error that led to the fallback, else the state's <c>failure</c> object, which platform steps set.</summary>
    public static (string? Code, string? Message) Reason(RunOutcome outcome, JsonObject values, NodeError? error)
    {
        if (outcome != RunOutcome.Failed)
        {
            return (null, null);
        }

        return error is not null ? (error.Code, error.Message)
            : values["failure"] is JsonObject failure ? (TextOrNull(failure["code"]), TextOrNull(failure["message"]))
            : (null, null);
    }

    private static string? TextOrNull(JsonNode? node) => node is null ? null : Template.TextOf(node);
}
