namespace Stripe;

/// <summary>Prices.</summary>
public class PriceService : Service
{
    public PriceService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Price> GetAsync(string id, PriceGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Price>(HttpMethod.Get, $"/v1/prices/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Price>> ListAsync(PriceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Price>>(HttpMethod.Get, "/v1/prices", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Price> ListAutoPagingAsync(PriceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Price>("/v1/prices", options, requestOptions, cancellationToken);
}
