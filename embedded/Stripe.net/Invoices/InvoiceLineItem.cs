namespace Stripe;

/// <summary>A line of an invoice.</summary>
public class InvoiceLineItem : StripeEntity<InvoiceLineItem>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public InvoiceLineItemParent Parent { get; set; }

    public InvoiceLineItemPeriod Period { get; set; }

    public InvoiceLineItemPricing Pricing { get; set; }

    public long? Quantity { get; set; }
}
