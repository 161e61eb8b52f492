namespace Stripe;

/// <summary>What an invoice was paid with.</summary>
public class InvoicePaymentPayment : StripeEntity<InvoicePaymentPayment>
{
    [Expandable]
    public string ChargeId { get; set; }

    [Expandable]
    public string PaymentIntentId { get; set; }

    public string Type { get; set; }
}
