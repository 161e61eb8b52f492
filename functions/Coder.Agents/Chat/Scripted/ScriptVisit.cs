using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Scripted;

/// <summary>The turns of a node's visits from <paramref name="Visit"/> on, until an entry with a greater number.</summary>
/// <param name="Visit">1-based.</param>
/// <param name="Node">Node id; absent for any node.</param>
public sealed record ScriptVisit(
    [property: JsonPropertyName("visit")] int Visit,
    [property: JsonPropertyName("turns")] IReadOnlyList<ScriptTurn> Turns,
    [property: JsonPropertyName("node"), JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Node = null);
