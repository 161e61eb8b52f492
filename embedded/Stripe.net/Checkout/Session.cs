namespace Stripe.Checkout;

/// <summary>A page on which a customer pays.</summary>
public class Session : StripeEntity<Session>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long? AmountTotal { get; set; }

    public string ClientReferenceId { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    [Expandable]
    public string CustomerId { get; set; }

    [Expandable]
    public string InvoiceId { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Mode { get; set; }

    [Expandable]
    public string PaymentIntentId { get; set; }

    public string PaymentStatus { get; set; }

    public string Status { get; set; }

    [Expandable]
    public string SubscriptionId { get; set; }

    public string Url { get; set; }
}
