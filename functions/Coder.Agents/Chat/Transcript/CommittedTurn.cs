using System.Text.Json.Serialization;
using Coder.Agents.Chat.Turns;

namespace Coder.Agents.Chat.Transcript;

/// <summary>A finished turn as it is stored: what the model said and what its tools answered. The JSON names are stable.</summary>
/// <param name="Text">The model's text; may be empty.</param>
/// <param name="ToolCalls">In the model's order.</param>
/// <param name="ToolResults">One a call, by <see cref="CommittedToolResult.CallId"/>; a missing one is told to the model as interrupted.</param>
public sealed record CommittedTurn(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("tool_calls")] IReadOnlyList<ToolCall> ToolCalls,
    [property: JsonPropertyName("tool_results")] IReadOnlyList<CommittedToolResult> ToolResults)
{
    /// <summary>What the platform said to this turn (its answer did not fit the schema); null: nothing.</summary>
    [JsonPropertyName("follow_up")]
    public string? FollowUp { get; init; }
}
