namespace Stripe;

/// <summary>What it happened to.</summary>
public class EventData : StripeEntity<EventData>
{
    public IHasObject Object { get; set; }
}
