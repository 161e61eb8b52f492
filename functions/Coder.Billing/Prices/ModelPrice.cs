namespace Coder.Billing.Prices;

/// <summary>List price of a model and of those whose ids begin with its name and a hyphen; US dollars per million tokens.</summary>
/// <param name="Model">Like <c>gpt-5-mini</c>, without the provider.</param>
/// <param name="Input">Uncached input.</param>
/// <param name="CachedInput">Input read from the provider's cache.</param>
public sealed record ModelPrice(string Model, decimal Input, decimal CachedInput, decimal Output)
{
    /// <summary>Tokens that a request and its answer may have together. Default 200 000.</summary>
    public int ContextTokens { get; init; } = 200_000;
}
