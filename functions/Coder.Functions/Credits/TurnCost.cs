using System.Text.Json;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Turns;
using Coder.Billing.Prices;
using Microsoft.Extensions.AI;

namespace Coder.Functions.Credits;

/// <summary>What a turn can cost at most: a token is at least a byte of what is sent, and the answer has at most as many as were asked for.</summary>
internal static class TurnCost
{
    /// <summary>What a provider adds of its own, around messages and tools.</summary>
    internal const int OverheadTokens = 2_000;

    private const string ScriptedPrice = "scripted";

    /// <summary>Tokens of the input at most.</summary>
    internal static long InputTokensMax(TurnRequest request) =>
        OverheadTokens
        + JsonSerializer.SerializeToUtf8Bytes(request.Messages, AIJsonUtilities.DefaultOptions).LongLength
        + request.Tools.OfType<AIFunctionDeclaration>().Sum(tool => (4L * (tool.Name.Length + tool.Description.Length)) + JsonSerializer.SerializeToUtf8Bytes(tool.JsonSchema).LongLength);

    /// <summary>Micro-credits.</summary>
    internal static long Max(PriceTable prices, ModelSpec model, long inputTokens, int outputTokens) =>
        prices.Estimate(PriceOf(model), inputTokens, 0, outputTokens).MicroCredits;

    /// <summary>The model as the price table knows it.</summary>
    internal static string PriceOf(ModelSpec model) => model.Provider == ModelProvider.Scripted ? ScriptedPrice : model.Model;
}
