namespace Stripe;

/// <summary>Which disputes to list.</summary>
public class DisputeListOptions : ListOptions
{
    public string Charge { get; set; }
}
