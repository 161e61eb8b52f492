namespace Stripe;

/// <summary>What to change of a subscription.</summary>
public class SubscriptionUpdateOptions : BaseOptions, IHasMetadata
{
    public bool? CancelAtPeriodEnd { get; set; }

    public List<SubscriptionItemOptions> Items { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string PaymentBehavior { get; set; }

    public string ProrationBehavior { get; set; }
}
