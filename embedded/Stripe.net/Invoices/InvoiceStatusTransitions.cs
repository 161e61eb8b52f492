namespace Stripe;

/// <summary>When an invoice reached a status.</summary>
public class InvoiceStatusTransitions : StripeEntity<InvoiceStatusTransitions>
{
    public DateTime? FinalizedAt { get; set; }

    public DateTime? PaidAt { get; set; }
}
