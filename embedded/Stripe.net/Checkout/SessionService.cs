namespace Stripe.Checkout;

/// <summary>Checkout sessions.</summary>
public class SessionService : Service
{
    public SessionService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Session> CreateAsync(SessionCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Post, "/v1/checkout/sessions", options, requestOptions, cancellationToken);

    public virtual Task<Session> GetAsync(string id, SessionGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Session>(HttpMethod.Get, $"/v1/checkout/sessions/{Segment(id)}", options, requestOptions, cancellationToken);
}
