using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat;

/// <summary>Where in a run a call belongs; travels in <see cref="ChatOptions.AdditionalProperties"/>.</summary>
/// <param name="Node">Node id.</param>
/// <param name="Visit">1-based visit of the node.</param>
/// <param name="Turn">1-based turn of the visit.</param>
/// <param name="RequestId">The client's id of the request: the same on every retry.</param>
public sealed record TurnCoordinates(string Node, int Visit, int Turn, string RequestId)
{
    private const string NodeKey = "coder.node";
    private const string VisitKey = "coder.visit";
    private const string TurnKey = "coder.turn";
    private const string RequestIdKey = "coder.request_id";

    public void WriteTo(ChatOptions options) => options.AdditionalProperties = new AdditionalPropertiesDictionary
    {
        [NodeKey] = Node,
        [VisitKey] = Visit,
        [TurnKey] = Turn,
        [RequestIdKey] = RequestId,
    };

    /// <summary>What <paramref name="options"/> carry; absent parts are an empty node, visit 1, turn 1, no id.</summary>
    public static TurnCoordinates From(ChatOptions? options)
    {
        AdditionalPropertiesDictionary? properties = options?.AdditionalProperties;
        return new TurnCoordinates(Text(NodeKey), Number(VisitKey), Number(TurnKey), Text(RequestIdKey));

        string Text(string key) => properties?.GetValueOrDefault(key) as string ?? "";
        int Number(string key) => properties?.GetValueOrDefault(key) is int value ? value : 1;
    }
}
