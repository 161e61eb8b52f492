using Coder.Billing.Metering;
using Coder.Contracts;
using Coder.Testing.Stripe;

namespace Coder.Tests.Functions.Payments;

public sealed class OverageBillingTests : IAsyncLifetime
{
    private const string Send = "POST /v1/billing/meter_events";

    private PaymentBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await PaymentBench.StartAsync();
        await _bench.PayAsync(new CheckoutRequest(Plan: "team"));
        await _bench.HandleAsync();
        await _bench.SpendAsync(2_000 * PaymentBench.Credit);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Flush_OverageOfParts_BillsWholeCreditsAndKeepsTheRest()
    {
        await SpendAndFlushAsync(1_700_000);
        Assert.Equal((1, 1), (await _bench.BilledAsync(), await _bench.CountedAsync()));

        await SpendAndFlushAsync(300_000);
        Assert.Equal((2, 2), (await _bench.BilledAsync(), await _bench.CountedAsync()));
        Assert.Equal(0, (await _bench.StateAsync()).Balance("overage"));
    }

    [Fact]
    public async Task Flush_TheSameIdAsThePosting_IsTheIdentifier()
    {
        await SpendAndFlushAsync(3 * PaymentBench.Credit);

        string identifier = Assert.Single(_bench.Stripe.Customers.MeterEvents(await _bench.CustomerAsync())).Identifier;
        Assert.Equal(3 * PaymentBench.Credit, (await _bench.Ledger.FindAsync(PaymentBench.Account, identifier, CancellationToken.None))!.MicroCredits);
    }

    [Theory]
    [InlineData(StripeFault.LostAnswer)]
    [InlineData(StripeFault.Unreachable)]
    public async Task Flush_AfterAnOutageOf25Hours_HasBilledEveryCreditOnce(StripeFault first)
    {
        StripeFault now = first;
        _bench.Stripe.Fault = call => call.Operation == Send || now == StripeFault.Unreachable ? now : StripeFault.None;
        for (int hour = 0; hour < 25; hour++)
        {
            await SpendAndFlushAsync(((hour % 4) + 1) * 1_300_000);
            now = StripeFault.Unreachable;
            _bench.Time.Advance(TimeSpan.FromHours(1));
        }

        int before = _bench.Stripe.Calls.Count(call => call.Operation == Send);
        now = StripeFault.None;
        await FlushAsync();

        Assert.Equal(await _bench.BilledAsync(), await _bench.CountedAsync());
        Assert.Equal(79, await _bench.CountedAsync());
        // The first was compared instead of sent again, when it had arrived.
        Assert.Equal(first == StripeFault.LostAnswer ? 24 : 25, _bench.Stripe.Calls.Count(call => call.Operation == Send) - before);
        Assert.Empty(await _bench.Reconciliation.CompareAllAsync(3, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Flush_WithFaultsOfEveryKindForTwoDays_HasBilledEveryCreditOnce(int seed)
    {
        Random random = new(seed);
        bool well = false;
        _bench.Stripe.Fault = _ => well || random.Next(3) > 0 ? StripeFault.None : (StripeFault)random.Next(1, 5);
        for (int hour = 0; hour < 48; hour++)
        {
            await SpendAndFlushAsync(random.Next(0, 3_000_000) + 1);
            _bench.Time.Advance(TimeSpan.FromMinutes(random.Next(5, 200)));
        }

        well = true;
        await FlushAsync();

        Assert.Equal(await _bench.BilledAsync(), await _bench.CountedAsync());
        Assert.True(await _bench.CountedAsync() > 30);
        Assert.Empty(await _bench.Reconciliation.CompareAllAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task Flush_AnEntryThatWasPlannedAndNeverPosted_IsPostedAndSent()
    {
        MeterEntry planned = new(PaymentBench.Account, "overage/acme/999", await _bench.CustomerAsync(), MeterEntryStatus.Planned, 0, _bench.Time.GetUtcNow());
        await _bench.Outbox.WriteAsync(planned, CancellationToken.None);

        await SpendAndFlushAsync(4 * PaymentBench.Credit);

        Assert.Equal((4, 4), (await _bench.BilledAsync(), await _bench.CountedAsync()));
        Assert.Equal("overage/acme/999", Assert.Single(_bench.Stripe.Customers.MeterEvents(planned.Customer)).Identifier);
    }

    [Fact]
    public async Task Reconcile_OneCreditTooMuchAtStripe_IsFoundWithItsDay()
    {
        await SpendAndFlushAsync(5 * PaymentBench.Credit);
        _bench.Time.Advance(TimeSpan.FromDays(1));
        await SpendAndFlushAsync(7 * PaymentBench.Credit);
        _bench.Stripe.Customers.PlantMeterEvent(await _bench.CustomerAsync(), 1);

        MeterDrift drift = Assert.Single(await _bench.Reconciliation.CompareAllAsync(3, CancellationToken.None));

        Assert.Equal((PaymentBench.Account, new DateOnly(2026, 1, 3), 1m, 7L, 8m), (drift.Account, drift.Day, drift.Difference, drift.Ledger, drift.Stripe));
    }

    [Fact]
    public async Task Reconcile_OneCreditOfTheOutboxThatTheLedgerLacks_IsFound()
    {
        await SpendAndFlushAsync(5 * PaymentBench.Credit);
        MeterEntry sent = Assert.Single(await _bench.Outbox.OfTimeAsync(PaymentBench.Account, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, CancellationToken.None));
        await _bench.Outbox.WriteAsync(sent with { Credits = 6 }, CancellationToken.None);

        MeterDrift drift = Assert.Single(await _bench.Reconciliation.CompareAllAsync(3, CancellationToken.None));

        Assert.Equal((5, 6, 5m), (drift.Ledger, drift.Outbox, drift.Stripe));
    }

    [Fact]
    public async Task Invoice_OfTheNextMonth_ChargesTheOverageOfThisOne()
    {
        await SpendAndFlushAsync(250 * PaymentBench.Credit);
        _bench.Time.Advance(TimeSpan.FromDays(31));

        string invoice = _bench.Stripe.Customers.Renew(_bench.Stripe.Customers.Subscriptions(await _bench.CustomerAsync())[0]);

        // A seat of $99, and 250 credits of $0.08.
        Assert.Equal(9_900 + 2_000, (long)_bench.Stripe.Find(invoice)["total"]!);
    }

    private async Task SpendAndFlushAsync(long microCredits)
    {
        await _bench.SpendAsync(microCredits);
        await FlushAsync();
    }

    private Task FlushAsync() => _bench.Billing.FlushAsync(CancellationToken.None);
}
