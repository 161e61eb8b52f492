using System.Collections.Immutable;
using System.Globalization;
using Coder.Billing.Ledger;
using Coder.Billing.Payments;
using Coder.Billing.Prices;
using Stripe;
using Checkout = Stripe.Checkout;

namespace Coder.Billing.Gateway;

/// <summary>Asks Stripe how things stand now: an event only says where to look.</summary>
public sealed class PaymentReader(StripeAccess access, PriceBook prices)
{
    /// <summary>How long a credit pack lasts.</summary>
    private const int PackYears = 1;

    /// <summary>The account that a customer is; null: none of ours.</summary>
    public async Task<string?> AccountOfAsync(string customer, CancellationToken cancellation) =>
        (await new CustomerService(access.Client).GetAsync(customer, cancellationToken: cancellation)).Metadata?.GetValueOrDefault(StripeNames.Account);

    /// <summary>What was bought on a page.</summary>
    public async Task<CheckoutFacts> CheckoutAsync(string id, CancellationToken cancellation)
    {
        Checkout.Session session = await new Checkout.SessionService(access.Client).GetAsync(id, cancellationToken: cancellation);
        return new CheckoutFacts(session.CustomerId, session.Mode == "payment" ? session.PaymentIntentId : null);
    }

    /// <summary>Whose a subscription is.</summary>
    public async Task<string> CustomerOfSubscriptionAsync(string id, CancellationToken cancellation) =>
        (await new SubscriptionService(access.Client).GetAsync(id, cancellationToken: cancellation)).CustomerId;

    /// <summary>All subscriptions of a customer, ended ones too.</summary>
    public async Task<IReadOnlyList<SubscriptionFacts>> SubscriptionsAsync(string customer, CancellationToken cancellation)
    {
        SubscriptionListOptions options = new() { Customer = customer, Status = "all", Limit = 100 };
        options.AddExpand("data.latest_invoice");
        List<SubscriptionFacts> found = [];
        await foreach (Subscription subscription in new SubscriptionService(access.Client).ListAutoPagingAsync(options, cancellationToken: cancellation))
        {
            SubscriptionItem? item = subscription.Items.FirstOrDefault(one => PriceBook.PlanOf(one.Price) is not null);
            found.Add(new SubscriptionFacts(
                subscription.Id,
                subscription.Status,
                item is null ? null : PriceBook.PlanOf(item.Price),
                (int)Math.Clamp(item?.Quantity ?? 1, 1, int.MaxValue),
                subscription.Created,
                item?.CurrentPeriodEnd ?? subscription.Created,
                subscription.CancelAtPeriodEnd,
                subscription.LatestInvoice is { Status: "open" } unpaid ? unpaid.StatusTransitions?.FinalizedAt ?? unpaid.Created : null));
        }

        return found;
    }

    /// <summary>An invoice, and whose it is.</summary>
    public async Task<(string Customer, InvoiceFacts Invoice)> InvoiceAsync(string id, CancellationToken cancellation)
    {
        InvoiceService invoices = new(access.Client);
        Invoice invoice = await invoices.GetAsync(id, cancellationToken: cancellation);
        IAsyncEnumerable<InvoiceLineItem> lines = invoice.Lines.HasMore ? invoices.ListLineItemsAutoPagingAsync(id, cancellationToken: cancellation) : invoice.Lines.ToAsyncEnumerable();
        ImmutableArray<InvoiceLineFacts>.Builder facts = ImmutableArray.CreateBuilder<InvoiceLineFacts>();
        await foreach (InvoiceLineItem line in lines)
        {
            string? plan = line.Pricing?.PriceDetails?.PriceId is { } price ? await prices.PlanOfAsync(price, cancellation) : null;
            facts.Add(new InvoiceLineFacts(
                plan,
                (int)Math.Clamp(line.Quantity ?? 1, 1, int.MaxValue),
                line.Amount,
                line.Parent?.SubscriptionItemDetails?.Proration ?? false,
                line.Period.Start,
                line.Period.End));
        }

        return (invoice.CustomerId, new InvoiceFacts(invoice.Id, invoice.Status == "paid", invoice.AmountPaid, facts.ToImmutable()));
    }

    /// <summary>The charges of a payment.</summary>
    public async Task<IReadOnlyList<string>> ChargesOfAsync(string paymentIntent, CancellationToken cancellation)
    {
        StripeList<Charge> charges = await new ChargeService(access.Client).ListAsync(new ChargeListOptions { PaymentIntent = paymentIntent }, cancellationToken: cancellation);
        return [.. charges.Select(charge => charge.Id)];
    }

    /// <summary>The charge that a dispute is about.</summary>
    public async Task<string> ChargeOfDisputeAsync(string dispute, CancellationToken cancellation) =>
        (await new DisputeService(access.Client).GetAsync(dispute, cancellationToken: cancellation)).ChargeId;

    /// <summary>A charge with everything that became of it; null: it is for nothing of ours.</summary>
    public async Task<Purchase?> PurchaseAsync(string id, CancellationToken cancellation)
    {
        Charge charge = await new ChargeService(access.Client).GetAsync(id, cancellationToken: cancellation);
        if (charge.CustomerId is not { } customer || await CreditsOfAsync(charge, cancellation) is not { } paid)
        {
            return null;
        }

        List<RefundFacts> refunds = [];
        await foreach (Refund refund in new RefundService(access.Client).ListAutoPagingAsync(new RefundListOptions { Charge = id }, cancellationToken: cancellation))
        {
            if (refund.Status is not ("failed" or "canceled"))
            {
                refunds.Add(new RefundFacts(refund.Id, refund.Amount, refund.Created));
            }
        }

        List<DisputeFacts> disputes = [];
        await foreach (Dispute dispute in new DisputeService(access.Client).ListAutoPagingAsync(new DisputeListOptions { Charge = id }, cancellationToken: cancellation))
        {
            // A warning is no dispute yet: no money has gone.
            if (!dispute.Status.StartsWith("warning", StringComparison.Ordinal))
            {
                disputes.Add(new DisputeFacts(dispute.Id, dispute.Amount, dispute.Status == "won"));
            }
        }

        return new Purchase(customer, paid, refunds, disputes);
    }

    private async Task<PaidCredits?> CreditsOfAsync(Charge charge, CancellationToken cancellation)
    {
        if (!charge.Paid || charge.PaymentIntentId is not { } paymentIntent)
        {
            return null;
        }

        if (charge.Metadata?.GetValueOrDefault(StripeNames.Credits) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long credits) && credits > 0)
        {
            return new PaidCredits($"pack/{paymentIntent}", GrantKind.Purchase, credits * PriceTable.MicroCreditsPerCredit, charge.Amount, new DateTimeOffset(charge.Created).AddYears(PackYears));
        }

        InvoicePaymentListOptions options = new() { Payment = new InvoicePaymentPaymentOptions { Type = "payment_intent", PaymentIntent = paymentIntent } };
        StripeList<InvoicePayment> payments = await new InvoicePaymentService(access.Client).ListAsync(options, cancellationToken: cancellation);
        return payments.Data.FirstOrDefault() is { } payment ? InvoiceCredits.Of((await InvoiceAsync(payment.InvoiceId, cancellation)).Invoice) : null;
    }
}
