using System.Text.Json.Nodes;
using Coder.Workspaces.Egress;

namespace Coder.Functions.Runs;

/// <summary>Connections that the network policy refused, as events show them.</summary>
internal static class RefusedConnections
{
    public static JsonArray Describe(IEnumerable<EgressRefusal> refused) => new([.. refused.Select(refusal => (JsonNode)new JsonObject
    {
        ["host"] = refusal.Host, ["port"] = refusal.Port, ["reason"] = refusal.Reason, ["count"] = refusal.Count,
    })]);
}
