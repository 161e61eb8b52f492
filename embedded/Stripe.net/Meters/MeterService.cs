namespace Stripe.Billing;

/// <summary>Meters.</summary>
public class MeterService : Service
{
    public MeterService(IStripeClient client)
        : base(client)
    {
    }

    public virtual MeterEventSummaryService EventSummaries => new(Client);

    public virtual Task<StripeList<Meter>> ListAsync(MeterListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Meter>>(HttpMethod.Get, "/v1/billing/meters", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Meter> ListAutoPagingAsync(MeterListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Meter>("/v1/billing/meters", options, requestOptions, cancellationToken);
}
