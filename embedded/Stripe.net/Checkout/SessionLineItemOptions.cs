namespace Stripe.Checkout;

/// <summary>What is bought.</summary>
public class SessionLineItemOptions : INestedOptions
{
    public string Price { get; set; }

    public long? Quantity { get; set; }
}
