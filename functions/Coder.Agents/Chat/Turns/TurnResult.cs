using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Turns;

/// <summary>The whole answer of one model call.</summary>
/// <param name="Text">The answer's text; empty when there is none.</param>
/// <param name="ToolCalls">Tool calls in the model's order.</param>
/// <param name="Usage">Tokens of the attempt that succeeded.</param>
/// <param name="FinishReason">One of <see cref="TurnFinish"/>, or the provider's own word.</param>
/// <param name="Attempts">Requests sent, 1 or more.</param>
/// <param name="ModelId">The model that answered, as the provider names it.</param>
public sealed record TurnResult(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("tool_calls")] IReadOnlyList<ToolCall> ToolCalls,
    [property: JsonPropertyName("usage")] TurnUsage Usage,
    [property: JsonPropertyName("finish_reason")] string FinishReason,
    [property: JsonPropertyName("attempts")] int Attempts,
    [property: JsonPropertyName("model_id")] string ModelId);
