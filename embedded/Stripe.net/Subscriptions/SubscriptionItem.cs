namespace Stripe;

/// <summary>One price of a subscription.</summary>
public class SubscriptionItem : StripeEntity<SubscriptionItem>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public DateTime CurrentPeriodEnd { get; set; }

    public DateTime CurrentPeriodStart { get; set; }

    public Price Price { get; set; }

    public long Quantity { get; set; }

    public string Subscription { get; set; }
}
