namespace Stripe;

/// <summary>The parameters of a list.</summary>
public class ListOptions : BaseOptions
{
    /// <summary>1 to 100.</summary>
    public long? Limit { get; set; }

    /// <summary>The id before the first that is wanted.</summary>
    public string StartingAfter { get; set; }
}
