namespace Stripe;

/// <summary>Disputes.</summary>
public class DisputeService : Service
{
    public DisputeService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Dispute> GetAsync(string id, DisputeGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Dispute>(HttpMethod.Get, $"/v1/disputes/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Dispute>> ListAsync(DisputeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Dispute>>(HttpMethod.Get, "/v1/disputes", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Dispute> ListAutoPagingAsync(DisputeListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Dispute>("/v1/disputes", options, requestOptions, cancellationToken);
}
