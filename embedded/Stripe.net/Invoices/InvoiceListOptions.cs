namespace Stripe;

/// <summary>Which invoices to list.</summary>
public class InvoiceListOptions : ListOptions
{
    public string Customer { get; set; }

    public string Status { get; set; }

    public string Subscription { get; set; }
}
