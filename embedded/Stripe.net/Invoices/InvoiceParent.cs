namespace Stripe;

/// <summary>What an invoice comes from.</summary>
public class InvoiceParent : StripeEntity<InvoiceParent>
{
    public InvoiceParentSubscriptionDetails SubscriptionDetails { get; set; }

    public string Type { get; set; }
}
