using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Transcript;

/// <summary>What a tool answered, as the model reads it.</summary>
/// <param name="CallId">The <see cref="Turns.ToolCall.Id"/> it answers.</param>
public sealed record CommittedToolResult(
    [property: JsonPropertyName("call_id")] string CallId,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("is_error")] bool IsError);
