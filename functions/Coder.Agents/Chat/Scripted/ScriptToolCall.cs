using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Scripted;

/// <summary>A tool call of a scripted turn.</summary>
public sealed record ScriptToolCall(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("arguments")] JsonObject Arguments);
