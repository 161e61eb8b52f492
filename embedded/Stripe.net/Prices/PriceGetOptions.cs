namespace Stripe;

/// <summary>Which parts of a price to expand.</summary>
public class PriceGetOptions : BaseOptions;
