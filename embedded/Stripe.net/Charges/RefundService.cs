namespace Stripe;

/// <summary>Refunds.</summary>
public class RefundService : Service
{
    public RefundService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Refund> CreateAsync(RefundCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Refund>(HttpMethod.Post, "/v1/refunds", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Refund>> ListAsync(RefundListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Refund>>(HttpMethod.Get, "/v1/refunds", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Refund> ListAutoPagingAsync(RefundListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Refund>("/v1/refunds", options, requestOptions, cancellationToken);
}
