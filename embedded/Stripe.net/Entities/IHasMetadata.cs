namespace Stripe;

/// <summary>Carries what its owner has written on it.</summary>
public interface IHasMetadata
{
    Dictionary<string, string> Metadata { get; set; }
}
