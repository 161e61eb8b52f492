using Coder.Billing.Gateway;
using Coder.Billing.Payments;
using Coder.Forge.Events;
using Coder.Forge.Inbox;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Payments;

/// <summary>Does what events of Stripe lead to (<see cref="EventRules"/>): asks Stripe how things stand now, and applies that.</summary>
public sealed partial class StripeEvents(PaymentReader reader, Standings standings, Purchases purchases, ILogger<StripeEvents> logger) : IDeliveryHandler
{
    /// <summary>Before the event's type, in the inbox.</summary>
    internal const string Prefix = "stripe/";

    /// <inheritdoc/>
    public bool Knows(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        return eventName.StartsWith(Prefix, StringComparison.Ordinal) && EventRules.SubjectOf(eventName[Prefix.Length..]) is not null;
    }

    /// <inheritdoc/>
    public async Task<EventOutcome?> HandleAsync(Delivery delivery, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        StripeEnvelope.Read(body) is not { } envelope || EventRules.SubjectOf(envelope.Type) is not { } subject ? null
        : envelope.ObjectId is not { } id ? EventOutcome.Ignored($"{envelope.Type}: it names no object")
        : EventOutcome.Did($"{envelope.Type}: {await ApplyAsync(subject, id, cancellationToken)}");

    private Task<string> ApplyAsync(EventSubject subject, string id, CancellationToken cancellation) => subject switch
    {
        EventSubject.Checkout => CheckoutAsync(id, cancellation),
        EventSubject.Subscription => SubscriptionAsync(id, cancellation),
        EventSubject.Invoice => InvoiceAsync(id, cancellation),
        EventSubject.Charge => purchases.ApplyChargeAsync(id, cancellation),
        EventSubject.Dispute => DisputeAsync(id, cancellation),
        _ => MeterErrorsAsync(id),
    };

    private async Task<string> CheckoutAsync(string id, CancellationToken cancellation)
    {
        CheckoutFacts checkout = await reader.CheckoutAsync(id, cancellation);
        if (checkout.PaymentIntent is not { } payment)
        {
            return await standings.RefreshAsync(checkout.Customer, cancellation);
        }

        List<string> done = [];
        foreach (string charge in await reader.ChargesOfAsync(payment, cancellation))
        {
            done.Add(await purchases.ApplyChargeAsync(charge, cancellation));
        }

        return done.Count == 0 ? "nothing is paid yet" : string.Join("; ", done);
    }

    private async Task<string> InvoiceAsync(string id, CancellationToken cancellation)
    {
        (string customer, InvoiceFacts invoice) = await reader.InvoiceAsync(id, cancellation);
        string granted = await purchases.ApplyInvoiceAsync(customer, invoice, cancellation);
        return $"{granted}; {await standings.RefreshAsync(customer, cancellation)}";
    }

    private async Task<string> SubscriptionAsync(string id, CancellationToken cancellation) =>
        await standings.RefreshAsync(await reader.CustomerOfSubscriptionAsync(id, cancellation), cancellation);

    private async Task<string> DisputeAsync(string id, CancellationToken cancellation) =>
        await purchases.ApplyChargeAsync(await reader.ChargeOfDisputeAsync(id, cancellation), cancellation);

    private Task<string> MeterErrorsAsync(string id)
    {
        LogMeterErrors(id);
        return Task.FromResult("Stripe could not count some events; `coder billing reconcile` says which days differ");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Stripe refused events of the meter {Meter} after it had taken them")]
    private partial void LogMeterErrors(string meter);
}
