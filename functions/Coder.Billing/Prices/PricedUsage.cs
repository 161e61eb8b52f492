namespace Coder.Billing.Prices;

/// <summary>What usage costs.</summary>
/// <param name="MicroCredits">Millionths of a credit, rounded half up from the exact sum.</param>
/// <param name="PricedAs">The model whose price applied; null when the model has none and the flat rate applied.</param>
public sealed record PricedUsage(long MicroCredits, string? PricedAs)
{
    /// <summary>Credits, exactly.</summary>
    public decimal Credits => (decimal)MicroCredits / PriceTable.MicroCreditsPerCredit;

    /// <summary>US dollars at the credit's price, exactly.</summary>
    public decimal Usd => Credits * PriceTable.UsdPerCredit;
}
