using System.Text;
using System.Text.RegularExpressions;
using Coder.Billing.Prices;
using Coder.Graphs.Definition;

namespace Coder.Functions.Quotes;

/// <summary>What a visit of an llm node costs, in micro-credits.</summary>
internal static partial class VisitCost
{
    /// <summary>Tokens of an answer at most: what a turn asks for.</summary>
    internal const int AnswerTokensMax = 8_192;

    /// <summary>A token of prose is hardly ever longer; fewer tokens than this makes nobody of a text.</summary>
    private const int BytesPerTokenMax = 8;

    private const int BytesPerTokenUsual = 4;

    // What is assumed of a visit while nothing is known.
    private const int TurnsUsual = 6;
    private const int ToolTokensUsual = 1_500;
    private const int GrowthTokensUsual = 1_500;
    private const int AnswerTokensUsual = 400;

    /// <summary>Turns of a visit at most: those with tools, and repairs of an answer that does not fit its schema.</summary>
    internal static long TurnsMax(LlmNode node) => (long)node.MaxIterations + (node.OutputSchema is null ? 0 : node.SchemaRepairs);

    /// <summary>A turn with as much input as the model takes, none of it cached, and the longest answer.</summary>
    internal static long TurnMax(PriceTable prices, string model) => prices.Estimate(model, prices.ContextTokens(model), 0, AnswerTokensMax).MicroCredits;

    /// <summary>One turn; what stands in the prompt for certain, all of it cached; the shortest answer.</summary>
    internal static long Min(PriceTable prices, string model, LlmNode node, long promptBytes) =>
        prices.Estimate(model, 0, LiteralBytes(node, promptBytes) / BytesPerTokenMax, 1).MicroCredits;

    /// <summary>Every turn; a node with a budget stops at the first turn that reaches it.</summary>
    internal static long Max(PriceTable prices, string model, LlmNode node)
    {
        long turn = TurnMax(prices, model);
        long all = MicroCredits.Times(turn, TurnsMax(node));
        return node.Budget?.Credits is { } credits && credits * PriceTable.MicroCreditsPerCredit < all
            ? Math.Min(all, (long)(credits * PriceTable.MicroCreditsPerCredit) + turn)
            : all;
    }

    /// <summary>Some turns, when there are tools; each reads the ones before it from the cache.</summary>
    internal static long Usual(PriceTable prices, string model, LlmNode node, long promptBytes)
    {
        long turns = node.Tools.Count == 0 ? 1 : Math.Min(TurnsUsual, TurnsMax(node));
        long first = (LiteralBytes(node, promptBytes) / BytesPerTokenUsual) + (node.Tools.Count == 0 ? 0 : ToolTokensUsual);
        long cached = ((turns - 1) * first) + (GrowthTokensUsual * (turns - 1) * (turns - 2) / 2);
        return prices.Estimate(model, first + (GrowthTokensUsual * (turns - 1)), cached, AnswerTokensUsual * turns).MicroCredits;
    }

    private static long LiteralBytes(LlmNode node, long promptBytes)
    {
        string text = $"{node.Instructions}{node.Prompt}";
        long requests = Request().Count(text);
        return Encoding.UTF8.GetByteCount(Reference().Replace(text, "")) + (requests * promptBytes);
    }

    [GeneratedRegex(@"\{\{[A-Za-z0-9_.\[\]]+\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{\{initial_prompt\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Request();
}
