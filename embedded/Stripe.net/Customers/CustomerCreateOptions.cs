namespace Stripe;

/// <summary>A new customer.</summary>
public class CustomerCreateOptions : BaseOptions, IHasMetadata
{
    public string Description { get; set; }

    public string Email { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Name { get; set; }
}
