namespace Stripe;

/// <summary>What a line comes from.</summary>
public class InvoiceLineItemParent : StripeEntity<InvoiceLineItemParent>
{
    public InvoiceLineItemParentSubscriptionItemDetails SubscriptionItemDetails { get; set; }

    public string Type { get; set; }
}
