namespace Stripe;

/// <summary>What a thing costs.</summary>
public class Price : StripeEntity<Price>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public bool Active { get; set; }

    public string Currency { get; set; }

    public string LookupKey { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public PriceRecurring Recurring { get; set; }

    public string Type { get; set; }

    public long? UnitAmount { get; set; }
}
