namespace Stripe;

/// <summary>Says what it is.</summary>
public interface IHasObject
{
    string Object { get; set; }
}
