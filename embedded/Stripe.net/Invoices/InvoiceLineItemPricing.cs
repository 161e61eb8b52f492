namespace Stripe;

/// <summary>What a line was priced by.</summary>
public class InvoiceLineItemPricing : StripeEntity<InvoiceLineItemPricing>
{
    public InvoiceLineItemPricingPriceDetails PriceDetails { get; set; }

    public string Type { get; set; }
}
