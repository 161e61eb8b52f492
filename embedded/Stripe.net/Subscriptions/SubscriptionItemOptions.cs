namespace Stripe;

/// <summary>An item to add, change or delete.</summary>
public class SubscriptionItemOptions : IHasId, INestedOptions
{
    public bool? Deleted { get; set; }

    public string Id { get; set; }

    public string Price { get; set; }

    public long? Quantity { get; set; }
}
