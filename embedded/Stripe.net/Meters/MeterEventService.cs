namespace Stripe.Billing;

/// <summary>Events of meters.</summary>
public class MeterEventService : Service
{
    public MeterEventService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<MeterEvent> CreateAsync(MeterEventCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        RequestAsync<MeterEvent>(HttpMethod.Post, "/v1/billing/meter_events", options, requestOptions, cancellationToken);
}
