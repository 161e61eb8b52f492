namespace Stripe.Checkout;

/// <summary>What the subscription carries.</summary>
public class SessionSubscriptionDataOptions : IHasMetadata, INestedOptions
{
    public Dictionary<string, string> Metadata { get; set; }
}
