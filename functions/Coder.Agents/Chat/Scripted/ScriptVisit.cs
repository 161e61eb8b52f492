using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Scripted;

/// <summary>The turns of a node's visits from <paramref name="Visit"/> on, until an entry with a greater number.</summary>
/// <param name="Node">Node id; absent for any node.</param>
/// <param name="Visit">1-based.</param>
public sealed record ScriptVisit(
    [property: JsonPropertyName("node"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Node,
    [property: JsonPropertyName("visit")] int Visit,
    [property: JsonPropertyName("turns")] IReadOnlyList<ScriptTurn> Turns);
