namespace Stripe;

/// <summary>The item of a subscription that a line comes from.</summary>
public class InvoiceLineItemParentSubscriptionItemDetails : StripeEntity<InvoiceLineItemParentSubscriptionItemDetails>
{
    public bool Proration { get; set; }

    public string Subscription { get; set; }

    public string SubscriptionItem { get; set; }
}
