namespace Stripe.Billing;

/// <summary>Adds up what customers use.</summary>
public class Meter : StripeEntity<Meter>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public string DisplayName { get; set; }

    public string EventName { get; set; }

    public string Status { get; set; }
}
