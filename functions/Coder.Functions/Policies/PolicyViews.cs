using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Workspaces.Policy;

namespace Coder.Functions.Policies;

/// <summary>Findings as events, the API and people see them.</summary>
internal static class PolicyViews
{
    internal static IReadOnlyList<PolicyFindingView> Of(IReadOnlyList<PolicyFinding> findings) =>
        [.. findings.Select(f => new PolicyFindingView(f.Rule, f.Path, f.Line, f.Message))];

    internal static JsonArray Json(IReadOnlyList<PolicyFinding> findings) =>
        [.. findings.Select(f => (JsonNode)new JsonObject { ["rule"] = f.Rule, ["path"] = f.Path, ["line"] = f.Line, ["message"] = f.Message })];

    internal static string Summary(IReadOnlyList<PolicyFinding> findings) =>
        findings.Count == 1 ? $"The policy refuses the change: {findings[0]}" : $"The policy refuses the change, for {findings.Count} reasons; the first: {findings[0]}";
}
