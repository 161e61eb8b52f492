namespace Stripe.Billing;

/// <summary>A new event. Within 24 hours an identifier is taken once.</summary>
public class MeterEventCreateOptions : BaseOptions
{
    public string EventName { get; set; }

    public string Identifier { get; set; }

    public Dictionary<string, string> Payload { get; set; }

    public DateTime? Timestamp { get; set; }
}
