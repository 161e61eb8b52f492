namespace Stripe;

/// <summary>Invoices.</summary>
public class InvoiceService : Service
{
    public InvoiceService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Invoice> GetAsync(string id, InvoiceGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Invoice>(HttpMethod.Get, $"/v1/invoices/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Invoice>> ListAsync(InvoiceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<Invoice>>(HttpMethod.Get, "/v1/invoices", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Invoice> ListAutoPagingAsync(InvoiceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Invoice>("/v1/invoices", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<InvoiceLineItem> ListLineItemsAutoPagingAsync(string id, InvoiceListLineItemsOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<InvoiceLineItem>($"/v1/invoices/{Segment(id)}/lines", options, requestOptions, cancellationToken);
}
