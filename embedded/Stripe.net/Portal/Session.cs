namespace Stripe.BillingPortal;

/// <summary>A page on which a customer changes what is paid for.</summary>
public class Session : StripeEntity<Session>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public DateTime Created { get; set; }

    public string Customer { get; set; }

    public string ReturnUrl { get; set; }

    public string Url { get; set; }
}
