namespace Stripe.Billing;

/// <summary>Which meters to list.</summary>
public class MeterListOptions : ListOptions
{
    public string Status { get; set; }
}
