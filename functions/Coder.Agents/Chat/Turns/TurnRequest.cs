using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Turns;

/// <summary>One model call of an <c>llm</c> node's visit.</summary>
public sealed record TurnRequest
{
    /// <summary>The whole conversation, see <see cref="Transcript.Conversation"/>.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Declarations of the tools that the model may ask for, in a fixed order; see <see cref="Tools.ToolCatalog"/>.</summary>
    public IReadOnlyList<AITool> Tools { get; init; } = [];

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    /// <summary><c>none</c>, <c>low</c>, <c>medium</c>, <c>high</c>; null for the model's own default. Not every provider has it.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Default 8192 tokens.</summary>
    public int MaxOutputTokens { get; init; } = 8192;

    /// <summary>Made from run, node, visit and turn; sent as a header on every attempt.</summary>
    public required string ClientRequestId { get; init; }

    public required string Node { get; init; }

    /// <summary>1-based.</summary>
    public required int Visit { get; init; }

    /// <summary>1-based.</summary>
    public required int Turn { get; init; }

    /// <summary>Longest silence of the provider within an attempt. Default 300 s.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(300);
}
