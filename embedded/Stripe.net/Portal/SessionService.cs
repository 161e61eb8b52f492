namespace Stripe.BillingPortal;

/// <summary>Portal sessions.</summary>
public class SessionService : Service
{
    public SessionService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Session> CreateAsync(SessionCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Post, "/v1/billing_portal/sessions", options, requestOptions, cancellationToken);
}
