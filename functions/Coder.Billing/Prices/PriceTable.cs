using System.Text.Json;

namespace Coder.Billing.Prices;

/// <summary>Prices tokens in micro-credits: by the model's price, or by a flat rate for a model without one.</summary>
public sealed class PriceTable
{
    public const long MicroCreditsPerCredit = 1_000_000;
    public const decimal UsdPerCredit = 0.10m;

    /// <summary>Flat rate: a credit buys this many uncached tokens of a model without a price.</summary>
    public const long TokensPerCreditWithoutPrice = 2_000;

    private const long ContextTokensWithoutPrice = 200_000;

    private const decimal TokensPerPrice = 1_000_000m;
    private const decimal MicroCreditsPerUsd = MicroCreditsPerCredit / UsdPerCredit;

    private readonly Dictionary<string, ModelPrice> _prices;

    /// <param name="prices">One a model.</param>
    /// <exception cref="ArgumentException">A negative price, or two prices for one model.</exception>
    public PriceTable(IEnumerable<ModelPrice> prices)
    {
        _prices = prices.ToDictionary(price => price.Model, StringComparer.OrdinalIgnoreCase);
        if (_prices.Values.FirstOrDefault(price => price.Input < 0 || price.CachedInput < 0 || price.Output < 0) is { } negative)
        {
            throw new ArgumentException($"The price of '{negative.Model}' is negative.", nameof(prices));
        }
    }

    /// <summary>The providers' list prices that ship with this version; their date and source stand in prices.json.</summary>
    public static PriceTable Shipped { get; } = ReadShipped();

    /// <summary>Prices the usage of one or more calls of a model.</summary>
    /// <param name="model">Model id, with or without its provider (<c>openai:gpt-5-mini-2025-08-07</c>).</param>
    /// <param name="inputTokens">Uncached input.</param>
    /// <param name="cachedInputTokens">Input read from the provider's cache.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public PricedUsage Estimate(string model, long inputTokens, long cachedInputTokens, long outputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(cachedInputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(outputTokens);
        if (Find(model) is not { } price)
        {
            return new PricedUsage(Round(((decimal)inputTokens + outputTokens) * MicroCreditsPerCredit / TokensPerCreditWithoutPrice), null);
        }

        decimal usd = ((inputTokens * price.Input) + (cachedInputTokens * price.CachedInput) + (outputTokens * price.Output)) / TokensPerPrice;
        return new PricedUsage(Round(usd * MicroCreditsPerUsd), price.Model);
    }

    /// <summary>Tokens that the model takes at most; of one without a price, as many as most models do.</summary>
    public long ContextTokens(string model) => Find(model)?.ContextTokens ?? ContextTokensWithoutPrice;

    /// <summary>The longest name that the id equals or continues with a hyphen; a version after a dot is another model with another price.</summary>
    private ModelPrice? Find(string model)
    {
        string id = model[(model.IndexOf(':') + 1)..];
        for (int length = id.Length; length > 0; length = id.LastIndexOf('-', length - 1))
        {
            if (_prices.TryGetValue(id[..length], out ModelPrice? price))
            {
                return price;
            }
        }

        return null;
    }

    // Amounts are never negative, so away from zero is up.
    private static long Round(decimal microCredits) => (long)decimal.Round(microCredits, MidpointRounding.AwayFromZero);

    private static PriceTable ReadShipped()
    {
        using Stream stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return new PriceTable(document.RootElement.GetProperty("models").Deserialize<ModelPrice[]>(JsonSerializerOptions.Web)!);
    }
}
