namespace Stripe;

/// <summary>The time that a line pays for.</summary>
public class InvoiceLineItemPeriod : StripeEntity<InvoiceLineItemPeriod>
{
    public DateTime End { get; set; }

    public DateTime Start { get; set; }
}
