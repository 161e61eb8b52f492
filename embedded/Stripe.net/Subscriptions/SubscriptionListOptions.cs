namespace Stripe;

/// <summary>Which subscriptions to list.</summary>
public class SubscriptionListOptions : ListOptions
{
    public string Customer { get; set; }

    public string Price { get; set; }

    public string Status { get; set; }
}
