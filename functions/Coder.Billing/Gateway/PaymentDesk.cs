using System.Globalization;
using Coder.Billing.Plans;
using Stripe;
using BillingPortal = Stripe.BillingPortal;
using Checkout = Stripe.Checkout;

namespace Coder.Billing.Gateway;

/// <summary>Sells: pages of Stripe on which customers pay, and changes of what they have. Every request has an idempotency key that is made of ours.</summary>
public sealed class PaymentDesk(StripeAccess access, PriceBook prices)
{
    /// <summary>The customer of an account that has none yet.</summary>
    public async Task<string> CreateCustomerAsync(string account, CancellationToken cancellation)
    {
        CustomerCreateOptions options = new() { Description = $"Coder account {account}", Metadata = Owner(account) };
        return (await new CustomerService(access.Client).CreateAsync(options, Once($"customer/{account}"), cancellation)).Id;
    }

    /// <summary>A page for a new subscription.</summary>
    /// <param name="operation">Names the request; the same for its repeats.</param>
    public async Task<Uri> SubscribeAsync(string operation, string account, string customer, string plan, int seats, ReturnUrls urls, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(urls);
        Checkout.SessionCreateOptions options = Page("subscription", account, customer, urls);
        options.LineItems = [new() { Price = await prices.FindAsync(StripeNames.PlanKey(plan), cancellation), Quantity = seats }];
        if (PlanTable.Find(plan)?.OverageUsd is not null)
        {
            options.LineItems.Add(new() { Price = await prices.FindAsync(StripeNames.OverageKey(plan), cancellation) });
        }

        options.SubscriptionData = new() { Metadata = Owner(account) };
        return await OpenAsync(operation, options, cancellation);
    }

    /// <summary>A page for a credit pack.</summary>
    public async Task<Uri> SellPackAsync(string operation, string account, string customer, long credits, ReturnUrls urls, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(urls);
        Checkout.SessionCreateOptions options = Page("payment", account, customer, urls);
        options.LineItems = [new() { Price = await prices.FindAsync(StripeNames.PackKey(credits), cancellation), Quantity = 1 }];
        Dictionary<string, string> metadata = Owner(account);
        metadata[StripeNames.Credits] = credits.ToString(CultureInfo.InvariantCulture);
        // Stripe copies it to the charge: from there the credits are granted, and taken back.
        options.PaymentIntentData = new() { Metadata = metadata };
        return await OpenAsync(operation, options, cancellation);
    }

    /// <summary>Another plan or number of seats, paid at once for the rest of the period.</summary>
    public async Task ChangeAsync(string operation, string subscription, string plan, int seats, CancellationToken cancellation)
    {
        SubscriptionService subscriptions = new(access.Client);
        Subscription current = await subscriptions.GetAsync(subscription, cancellationToken: cancellation);
        SubscriptionItem item = current.Items.First(one => PriceBook.PlanOf(one.Price) is not null);
        SubscriptionItem? overage = current.Items.FirstOrDefault(one => one.Price.Metadata?.ContainsKey(StripeNames.Overage) == true);
        SubscriptionUpdateOptions options = new()
        {
            CancelAtPeriodEnd = false,
            Items =
            [
                new() { Id = item.Id, Price = await prices.FindAsync(StripeNames.PlanKey(plan), cancellation), Quantity = seats },
                new() { Id = overage?.Id, Price = await prices.FindAsync(StripeNames.OverageKey(plan), cancellation) },
            ],
            ProrationBehavior = "always_invoice",
            PaymentBehavior = "error_if_incomplete",
        };
        await subscriptions.UpdateAsync(subscription, options, Once(operation), cancellation);
    }

    /// <summary>The plan ends with the period that is paid for.</summary>
    public Task EndAsync(string operation, string subscription, CancellationToken cancellation) =>
        new SubscriptionService(access.Client).UpdateAsync(subscription, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true }, Once(operation), cancellation);

    /// <summary>A page on which the customer sees invoices and changes cards and plans.</summary>
    public async Task<Uri> OpenPortalAsync(string operation, string customer, Uri returnUrl, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(returnUrl);
        BillingPortal.SessionCreateOptions options = new() { Customer = customer, ReturnUrl = returnUrl.AbsoluteUri };
        return new Uri((await new BillingPortal.SessionService(access.Client).CreateAsync(options, Once(operation), cancellation)).Url);
    }

    private static RequestOptions Once(string operation) => new() { IdempotencyKey = $"coder/{operation}" };

    private static Dictionary<string, string> Owner(string account) => new(StringComparer.Ordinal) { [StripeNames.Account] = account };

    private static Checkout.SessionCreateOptions Page(string mode, string account, string customer, ReturnUrls urls) => new()
    {
        Mode = mode,
        Customer = customer,
        ClientReferenceId = account,
        Metadata = Owner(account),
        SuccessUrl = urls.Success.AbsoluteUri,
        CancelUrl = urls.Cancel.AbsoluteUri,
    };

    private async Task<Uri> OpenAsync(string operation, Checkout.SessionCreateOptions options, CancellationToken cancellation) =>
        new((await new Checkout.SessionService(access.Client).CreateAsync(options, Once(operation), cancellation)).Url);
}
