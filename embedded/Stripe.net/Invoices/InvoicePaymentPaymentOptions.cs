namespace Stripe;

/// <summary>The payment that is asked about.</summary>
public class InvoicePaymentPaymentOptions : INestedOptions
{
    public string PaymentIntent { get; set; }

    public string Type { get; set; }
}
