namespace Stripe;

/// <summary>A new refund.</summary>
public class RefundCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }

    public string Charge { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Reason { get; set; }
}
