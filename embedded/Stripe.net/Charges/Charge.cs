namespace Stripe;

/// <summary>Money that was taken.</summary>
public class Charge : StripeEntity<Charge>, IBalanceTransactionSource, IHasMetadata
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public long AmountRefunded { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    [Expandable]
    public string CustomerId { get; set; }

    public bool Disputed { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public bool Paid { get; set; }

    [Expandable]
    public string PaymentIntentId { get; set; }

    public bool Refunded { get; set; }

    public string Status { get; set; }
}
