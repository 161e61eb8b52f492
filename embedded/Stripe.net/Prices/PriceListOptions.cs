namespace Stripe;

/// <summary>Which prices to list.</summary>
public class PriceListOptions : ListOptions
{
    public bool? Active { get; set; }

    public List<string> LookupKeys { get; set; }
}
