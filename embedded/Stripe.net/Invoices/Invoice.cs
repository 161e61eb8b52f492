namespace Stripe;

/// <summary>What a customer has to pay, or has paid.</summary>
public class Invoice : StripeEntity<Invoice>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long AmountDue { get; set; }

    public long AmountPaid { get; set; }

    public string BillingReason { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    [Expandable]
    public string CustomerId { get; set; }

    public StripeList<InvoiceLineItem> Lines { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public InvoiceParent Parent { get; set; }

    public DateTime PeriodEnd { get; set; }

    public DateTime PeriodStart { get; set; }

    public string Status { get; set; }

    public InvoiceStatusTransitions StatusTransitions { get; set; }

    public long Total { get; set; }
}
