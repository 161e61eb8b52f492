namespace Stripe.Checkout;

/// <summary>A new page.</summary>
public class SessionCreateOptions : BaseOptions, IHasMetadata
{
    public string CancelUrl { get; set; }

    public string ClientReferenceId { get; set; }

    public string Customer { get; set; }

    public List<SessionLineItemOptions> LineItems { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Mode { get; set; }

    public SessionPaymentIntentDataOptions PaymentIntentData { get; set; }

    public SessionSubscriptionDataOptions SubscriptionData { get; set; }

    public string SuccessUrl { get; set; }
}
