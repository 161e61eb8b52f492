using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Scripted;

/// <summary>Tokens that a scripted turn reports.</summary>
public sealed record ScriptUsage(
    [property: JsonPropertyName("input_tokens")] long InputTokens = 0,
    [property: JsonPropertyName("output_tokens")] long OutputTokens = 0,
    [property: JsonPropertyName("cached_input_tokens")] long CachedInputTokens = 0);
