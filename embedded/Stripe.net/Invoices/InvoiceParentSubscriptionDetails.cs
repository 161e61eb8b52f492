namespace Stripe;

/// <summary>The subscription that an invoice comes from.</summary>
public class InvoiceParentSubscriptionDetails : StripeEntity<InvoiceParentSubscriptionDetails>, IHasMetadata
{
    public Dictionary<string, string> Metadata { get; set; }

    [Expandable]
    public string SubscriptionId { get; set; }
}
