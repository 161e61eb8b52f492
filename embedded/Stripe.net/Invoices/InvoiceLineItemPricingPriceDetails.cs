namespace Stripe;

/// <summary>The price of a line.</summary>
public class InvoiceLineItemPricingPriceDetails : StripeEntity<InvoiceLineItemPricingPriceDetails>
{
    [Expandable]
    public string PriceId { get; set; }

    public string Product { get; set; }
}
