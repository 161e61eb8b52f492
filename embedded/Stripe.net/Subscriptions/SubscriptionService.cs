namespace Stripe;

/// <summary>Subscriptions.</summary>
public class SubscriptionService : Service
{
    public SubscriptionService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Subscription> GetAsync(string id, SubscriptionGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Subscription>(HttpMethod.Get, $"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Subscription>> ListAsync(SubscriptionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Subscription>>(HttpMethod.Get, "/v1/subscriptions", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Subscription> ListAutoPagingAsync(SubscriptionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Subscription>("/v1/subscriptions", options, requestOptions, cancellationToken);

    public virtual Task<Subscription> UpdateAsync(string id, SubscriptionUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Subscription>(HttpMethod.Post, $"/v1/subscriptions/{Segment(id)}", options, requestOptions, cancellationToken);
}
