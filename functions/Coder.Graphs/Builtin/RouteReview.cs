using System.Text.Json.Nodes;
using Coder.Graphs.Prompts;

namespace Coder.Graphs.Builtin;

/// <summary>
/// <c>revise</c> when the review is not clean and rounds are left (<c>max_review_attempts</c>, default 1), with <c>fix_instructions</c> from
/// <c>review_findings</c>; else <c>accept</c>. <c>review_summary</c> says what the review said; open findings are never dropped.
/// </summary>
internal static class RouteReview
{
    public const int DefaultAttemptsMax = 1;

    public static BuiltinResult Decide(JsonObject state, BuiltinInput input)
    {
        var findings = StateValues.Texts(state, "review_findings");
        var clean = StateValues.Flag(state, "review_clean");
        var attempts = StateValues.Count(state, "review_attempts", 0);
        if (clean is null && findings.Count == 0)
        {
            return Accept("no usable answer, so the change was not reviewed");
        }

        if (clean == true)
        {
            return Accept(findings.Count == 0 ? "clean" : $"clean; notes: {string.Join("; ", findings)}");
        }

        var list = findings.Count == 0
            ? "The review was not clean but named no finding."
            : string.Join("\n", findings.Select(finding => $"- {finding}"));
        if (attempts >= StateValues.Count(state, "max_review_attempts", DefaultAttemptsMax))
        {
            return Accept($"open findings after {attempts} revisions:\n{list}");
        }

        var result = VerifyOutcome.NothingVerified(state);
        result["review_attempts"] = attempts + 1;
        result["review_clean"] = null;
        result["review_findings"] = new JsonArray();
        result["fix_instructions"] =
            $"The change passed its gates, but a review of it found:\n{Untrusted.Fence("the findings", list)}\nDeal with each finding that holds; say why when one does not.";
        result["_next"] = "revise";
        return new(result);
    }

    private static BuiltinResult Accept(string summary) => new(new JsonObject { ["review_summary"] = summary, ["_next"] = "accept" });
}
