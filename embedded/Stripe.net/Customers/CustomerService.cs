namespace Stripe;

/// <summary>Customers.</summary>
public class CustomerService : Service
{
    public CustomerService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Customer> CreateAsync(CustomerCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Customer>(HttpMethod.Post, "/v1/customers", options, requestOptions, cancellationToken);

    public virtual Task<Customer> GetAsync(string id, CustomerGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<Customer>(HttpMethod.Get, $"/v1/customers/{Segment(id)}", options, requestOptions, cancellationToken);
}
