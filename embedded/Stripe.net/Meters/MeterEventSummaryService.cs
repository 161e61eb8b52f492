namespace Stripe.Billing;

/// <summary>Sums of a meter.</summary>
public class MeterEventSummaryService : Service
{
    public MeterEventSummaryService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<StripeList<MeterEventSummary>> ListAsync(string parentId, MeterEventSummaryListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<MeterEventSummary>>(HttpMethod.Get, $"/v1/billing/meters/{Segment(parentId)}/event_summaries", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<MeterEventSummary> ListAutoPagingAsync(string parentId, MeterEventSummaryListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<MeterEventSummary>($"/v1/billing/meters/{Segment(parentId)}/event_summaries", options, requestOptions, cancellationToken);
}
