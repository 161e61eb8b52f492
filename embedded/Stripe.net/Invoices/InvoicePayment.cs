namespace Stripe;

/// <summary>A payment of an invoice.</summary>
public class InvoicePayment : StripeEntity<InvoicePayment>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    [Expandable]
    public string InvoiceId { get; set; }

    public InvoicePaymentPayment Payment { get; set; }

    public string Status { get; set; }
}
