namespace Stripe;

/// <summary>Which refunds to list.</summary>
public class RefundListOptions : ListOptions
{
    public string Charge { get; set; }
}
