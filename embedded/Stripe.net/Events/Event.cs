namespace Stripe;

/// <summary>Something that happened at Stripe.</summary>
public class Event : StripeEntity<Event>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public string ApiVersion { get; set; }

    public DateTime Created { get; set; }

    public EventData Data { get; set; }

    public bool Livemode { get; set; }

    public string Type { get; set; }
}
