using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Turns;

/// <summary>Tokens of one model call.</summary>
/// <param name="InputTokens">All input tokens: cached, newly cached and uncached.</param>
/// <param name="CachedInputTokens">Those of <paramref name="InputTokens"/> that the provider read from its cache.</param>
/// <param name="OutputTokens">Output tokens, reasoning included.</param>
/// <param name="Estimated">True when the provider reported nothing and <see cref="TokenEstimate"/> was used.</param>
public sealed record TurnUsage(
    [property: JsonPropertyName("input_tokens")] long InputTokens,
    [property: JsonPropertyName("cached_input_tokens")] long CachedInputTokens,
    [property: JsonPropertyName("output_tokens")] long OutputTokens,
    [property: JsonPropertyName("estimated")] bool Estimated);
