using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Turns;

/// <summary>A tool call as the model asked for it.</summary>
/// <param name="Id">The provider's id, unique in the conversation.</param>
/// <param name="Name">Tool name, as the model wrote it.</param>
/// <param name="ArgumentsJson">Arguments as the model wrote them: JSON when the model keeps to the protocol, never checked here.</param>
public sealed record ToolCall(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("arguments_json")] string ArgumentsJson);
