using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Scripted;

/// <summary>What the scripted model answers in one turn.</summary>
/// <param name="Text">May be absent.</param>
/// <param name="ToolCalls">May be absent.</param>
/// <param name="Usage">Absent: the usage of the call is estimated.</param>
/// <param name="DelayMs">Milliseconds before the answer begins; for tests that stop a host during a turn.</param>
public sealed record ScriptTurn(
    [property: JsonPropertyName("text"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonPropertyName("tool_calls"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ScriptToolCall>? ToolCalls = null,
    [property: JsonPropertyName("usage"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ScriptUsage? Usage = null,
    [property: JsonPropertyName("delay_ms"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int DelayMs = 0);
