namespace Stripe;

/// <summary>Something that Stripe keeps.</summary>
public abstract class StripeEntity : IStripeEntity
{
    /// <summary>The answer that it came with; null for parts of others.</summary>
    public StripeResponse StripeResponse { get; set; }
}
