namespace Stripe.BillingPortal;

/// <summary>A new page.</summary>
public class SessionCreateOptions : BaseOptions
{
    public string Customer { get; set; }

    public string ReturnUrl { get; set; }
}
