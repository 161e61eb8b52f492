namespace Stripe;

/// <summary>How often a price is charged, and by what.</summary>
public class PriceRecurring : StripeEntity<PriceRecurring>
{
    public string Interval { get; set; }

    public string Meter { get; set; }

    public string UsageType { get; set; }
}
