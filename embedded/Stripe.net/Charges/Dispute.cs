namespace Stripe;

/// <summary>Money that a bank asks back.</summary>
public class Dispute : StripeEntity<Dispute>, IBalanceTransactionSource, IHasMetadata
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    [Expandable]
    public string ChargeId { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Reason { get; set; }

    public string Status { get; set; }
}
