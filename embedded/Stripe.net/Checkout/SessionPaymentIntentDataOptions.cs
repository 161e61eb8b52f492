namespace Stripe.Checkout;

/// <summary>What the payment carries.</summary>
public class SessionPaymentIntentDataOptions : IHasMetadata, INestedOptions
{
    public Dictionary<string, string> Metadata { get; set; }
}
