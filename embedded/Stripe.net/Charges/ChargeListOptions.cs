namespace Stripe;

/// <summary>Which charges to list.</summary>
public class ChargeListOptions : ListOptions
{
    public string Customer { get; set; }

    public string PaymentIntent { get; set; }
}
