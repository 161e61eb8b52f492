namespace Stripe;

/// <summary>Payments of invoices.</summary>
public class InvoicePaymentService : Service
{
    public InvoicePaymentService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<StripeList<InvoicePayment>> ListAsync(InvoicePaymentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<InvoicePayment>>(HttpMethod.Get, "/v1/invoice_payments", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<InvoicePayment> ListAutoPagingAsync(InvoicePaymentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<InvoicePayment>("/v1/invoice_payments", options, requestOptions, cancellationToken);
}
