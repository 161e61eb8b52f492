namespace Stripe;

/// <summary>Which payments to list.</summary>
public class InvoicePaymentListOptions : ListOptions
{
    public string Invoice { get; set; }

    public InvoicePaymentPaymentOptions Payment { get; set; }

    public string Status { get; set; }
}
