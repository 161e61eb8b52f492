using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coder.Accounts;
using Coder.Audit;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Gateway;
using Coder.Billing.Ledger;
using Coder.Billing.Metering;
using Coder.Billing.Payments;
using Coder.Billing.Plans;
using Coder.Contracts;
using Coder.Forge.Inbox;
using Coder.Functions.Payments;
using Coder.Testing;
using Coder.Testing.Stripe;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Tests.Functions.Payments;

/// <summary>The payment side of the app on a store and a Stripe of its own, with one clock for both.</summary>
internal sealed class PaymentBench : IAsyncDisposable
{
    internal const string Account = "acme";
    internal const long Credit = 1_000_000;

    private readonly TemporaryTables _tables = new();

    private PaymentBench(StripeServer stripe, ManualTime time)
    {
        (Stripe, Time) = (stripe, time);
        StripeAccess access = new(new PaymentSettings(StripeServer.SecretKey, stripe.Address, new Uri("https://coder.test/billing"), NetworkRetries: 0));
        PriceBook prices = new(access);
        PaymentReader reader = new(access, prices);
        Accounts = new AccountStore(_tables.Client, time);
        Ledger = new LedgerStore(_tables.Client, time);
        Outbox = new MeterOutbox(_tables.Client);
        StandingStore store = new(_tables.Client);
        Audit = new AuditTrail(_tables.Client, time);
        BillingAudit audit = new(Audit);
        Standings = new Standings(reader, store, Accounts, Ledger, audit, time);
        Sales = new Sales(Accounts, store, Standings, new PaymentDesk(access, prices), access);
        Events = new StripeEvents(reader, Standings, new Purchases(reader, Ledger, audit), NullLogger<StripeEvents>.Instance);
        Grace = new GraceWatch(Accounts, store, Standings, access, time, NullLogger<GraceWatch>.Instance);
        CreditMeter meter = new(access);
        Billing = new OverageBilling(Accounts, Ledger, Outbox, meter, access, audit, time, NullLogger<OverageBilling>.Instance);
        Reconciliation = new Reconciliation(Accounts, Ledger, Outbox, meter, access, time, NullLogger<Reconciliation>.Instance);
        Monthly = new MonthlyCredits(Accounts, Ledger, audit, time);
    }

    internal StripeServer Stripe { get; }

    internal AuditTrail Audit { get; }

    internal ManualTime Time { get; }

    internal AccountStore Accounts { get; }

    internal LedgerStore Ledger { get; }

    internal MeterOutbox Outbox { get; }

    internal Standings Standings { get; }

    internal Sales Sales { get; }

    internal StripeEvents Events { get; }

    internal GraceWatch Grace { get; }

    internal OverageBilling Billing { get; }

    internal Reconciliation Reconciliation { get; }

    internal MonthlyCredits Monthly { get; }

    internal static async Task<PaymentBench> StartAsync()
    {
        ManualTime time = new();
        StripeServer stripe = await StripeServer.StartAsync(time);
        Furnish(stripe);
        return new PaymentBench(stripe, time);
    }

    /// <summary>The prices and the meter that docs/billing.md asks for.</summary>
    internal static void Furnish(StripeServer stripe)
    {
        stripe.Customers.AddMeter(MeterRules.EventName);
        foreach (Plan plan in PlanTable.All.Where(plan => plan.IsSold))
        {
            stripe.Customers.AddPrice(StripeNames.PlanKey(plan.Name), (long)(plan.MonthUsd!.Value * 100), "licensed", (StripeNames.Plan, plan.Name));
            stripe.Customers.AddPrice(StripeNames.OverageKey(plan.Name), (long)(plan.OverageUsd!.Value * 100), "metered", (StripeNames.Overage, plan.Name));
        }

        foreach (long credits in Sales.Packs)
        {
            stripe.Customers.AddPrice(StripeNames.PackKey(credits), credits * 10, null, (StripeNames.Credits, credits.ToString(CultureInfo.InvariantCulture)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stripe.DisposeAsync();
        _tables.Dispose();
    }

    /// <summary>Buys and pays.</summary>
    internal async Task PayAsync(CheckoutRequest request)
    {
        CheckoutView view = await Sales.BuyAsync(new AccountId(Account), request, $"checkout/{Guid.NewGuid():n}", CancellationToken.None);
        if (view.Url is { } url)
        {
            Stripe.Customers.Pay(url[(url.LastIndexOf('/') + 1)..]);
        }
    }

    /// <summary>Hands over all events from the first on, as the inbox does.</summary>
    internal async Task HandleAsync(int first = 0)
    {
        foreach (JsonObject one in Stripe.Events.Skip(first))
        {
            await HandleAsync(one);
        }
    }

    internal async Task HandleAsync(JsonObject one)
    {
        string name = StripeEvents.Prefix + (string)one["type"]!;
        if (Events.Knows(name))
        {
            Delivery delivery = new("hash", (string)one["id"]!, name, Time.GetUtcNow(), DeliveryStatus.Pending, 1, "", null);
            Assert.NotNull(await Events.HandleAsync(delivery, Encoding.UTF8.GetBytes(one.ToJsonString()), CancellationToken.None));
        }
    }

    internal Task<LedgerState> StateAsync() => Ledger.ReadAsync(Account, CancellationToken.None);

    internal Task<Account> AccountAsync() => Accounts.ReadAsync(new AccountId(Account), CancellationToken.None);

    internal async Task<string> CustomerAsync() => (await AccountAsync()).StripeCustomer!;

    /// <summary>Spends as a run does.</summary>
    internal async Task SpendAsync(long microCredits)
    {
        string run = Guid.NewGuid().ToString("n");
        await PostAsync(new LedgerOperation.Hold($"run/{run}/hold", run, microCredits));
        await PostAsync(new LedgerOperation.Settle($"run/{run}/turn", run, microCredits));
        await PostAsync(new LedgerOperation.Release(run));
    }

    internal async Task PostAsync(LedgerOperation operation) => Assert.IsType<LedgerDecision.Posted>(await Ledger.PostAsync(Account, operation, CancellationToken.None));

    /// <summary>Credits that the ledger has billed.</summary>
    internal async Task<long> BilledAsync()
    {
        StatementPage page = await Ledger.StatementAsync(Account, null, 1_000, CancellationToken.None);
        Assert.Null(page.Next);
        return page.Postings.Where(posting => posting.Kind == PostingKind.BillOverage).Sum(posting => posting.MicroCredits) / Credit;
    }

    /// <summary>Credits that Stripe has counted.</summary>
    internal async Task<long> CountedAsync()
    {
        string customer = await CustomerAsync();
        return Stripe.Alone(() => Stripe.Customers.MeterEvents(customer).Sum(one => one.Value));
    }
}
