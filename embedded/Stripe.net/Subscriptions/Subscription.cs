namespace Stripe;

/// <summary>What a customer pays for regularly.</summary>
public class Subscription : StripeEntity<Subscription>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public DateTime? CancelAt { get; set; }

    public bool CancelAtPeriodEnd { get; set; }

    public DateTime Created { get; set; }

    [Expandable]
    public string CustomerId { get; set; }

    public DateTime? EndedAt { get; set; }

    public StripeList<SubscriptionItem> Items { get; set; }

    public Invoice LatestInvoice { get; set; }

    [Expandable]
    public string LatestInvoiceId { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Status { get; set; }
}
