using System.Text.Json.Nodes;

namespace Coder.Graphs.Builtin;

/// <summary>
/// <c>approve</c> when <c>complexity</c> reaches <c>complexity_threshold</c> (default 7), else <c>implement</c>. An unknown complexity needs a look.
/// The request's auto-approval always implements.
/// </summary>
internal static class RouteComplexity
{
    public const double DefaultThreshold = 7;

    public static BuiltinResult Decide(JsonObject state, BuiltinInput input)
    {
        var threshold = StateValues.Number(state, "complexity_threshold") ?? DefaultThreshold;
        var asks = !(StateValues.Number(state, "complexity") < threshold);
        return new(new JsonObject
        {
            ["plan_approval"] = !asks ? "not needed" : input.AutoApprove ? "automatic" : "asked",
            ["_next"] = asks && !input.AutoApprove ? "approve" : "implement",
        });
    }
}
