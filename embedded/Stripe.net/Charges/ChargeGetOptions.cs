namespace Stripe;

/// <summary>Which parts of a charge to expand.</summary>
public class ChargeGetOptions : BaseOptions;
