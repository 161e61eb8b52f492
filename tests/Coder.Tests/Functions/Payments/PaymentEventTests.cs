using System.Text.Json.Nodes;
using Coder.Accounts;
using Coder.Billing.Ledger;
using Coder.Contracts;
using Coder.Functions.Api;

namespace Coder.Tests.Functions.Payments;

/// <summary>What customers and banks do at Stripe, and what comes of it here.</summary>
public sealed class PaymentEventTests : IAsyncLifetime
{
    private PaymentBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await PaymentBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Checkout_OfATeam_GivesPlanSeatsAndAMonthsCredits()
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "team", Seats: 3));

        await _bench.HandleAsync();

        Account account = await _bench.AccountAsync();
        Assert.Equal(("team", 3), (account.Plan, account.Seats));
        Assert.Equal((6_000 * PaymentBench.Credit, 6_000 * PaymentBench.Credit), await AvailableAndLentAsync());
    }

    [Fact]
    public async Task Seats_MoreInThePortal_BringThePartOfTheMonthThatIsLeft()
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "team", Seats: 1));
        _bench.Time.Advance(TimeSpan.FromDays(16));
        _bench.Stripe.Customers.ChangeSeats(await SubscriptionAsync(), 2);

        await _bench.HandleAsync();

        Assert.Equal(2, (await _bench.AccountAsync()).Seats);
        // 15 of 30 days of one seat.
        Assert.Equal((3_000 * PaymentBench.Credit, 4_000 * PaymentBench.Credit), await AvailableAndLentAsync());
    }

    [Fact]
    public async Task Plan_ChangedByUs_IsPaidAtOnce()
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "pro"));
        await _bench.HandleAsync();

        await _bench.PayAsync(new CheckoutRequest(Plan: "business", Seats: 2));
        await _bench.HandleAsync();

        Assert.Equal("business", (await _bench.AccountAsync()).Plan);
        Assert.Equal(10_000 * PaymentBench.Credit, (await AvailableAndLentAsync()).Available);
    }

    [Fact]
    public async Task Plan_Free_EndsTheSubscriptionWithItsPeriod()
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "pro"));
        await _bench.HandleAsync();

        await _bench.PayAsync(new CheckoutRequest(Plan: "free"));

        Assert.True((bool)_bench.Stripe.Find(await SubscriptionAsync())["cancel_at_period_end"]!);
        Assert.Equal("pro", (await _bench.AccountAsync()).Plan);
    }

    [Fact]
    public async Task Payment_ThatFails_LeavesThePlanForSevenDaysThenEndsItUntilItIsPaid()
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "pro"));
        await _bench.HandleAsync();
        _bench.Time.Advance(TimeSpan.FromDays(31));
        _bench.Stripe.Customers.CardsDecline = true;
        string invoice = _bench.Stripe.Customers.Renew(await SubscriptionAsync());
        await _bench.HandleAsync();
        Assert.Equal(("pro", 0L), ((await _bench.AccountAsync()).Plan, (await AvailableAndLentAsync()).Lent));

        _bench.Time.Advance(TimeSpan.FromDays(7));
        await _bench.Grace.EndAsync(CancellationToken.None);
        Assert.Equal("free", (await _bench.AccountAsync()).Plan);

        _bench.Stripe.Customers.CardsDecline = false;
        _bench.Stripe.Customers.PayInvoice(invoice);
        await _bench.HandleAsync();
        Assert.Equal("pro", (await _bench.AccountAsync()).Plan);
        Assert.Equal((500 * PaymentBench.Credit, 500 * PaymentBench.Credit), await AvailableAndLentAsync());
    }

    [Fact]
    public async Task Subscription_ThatIsDeleted_IsFree()
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "pro"));
        await _bench.HandleAsync();
        _bench.Stripe.Customers.Cancel(await SubscriptionAsync());

        await _bench.HandleAsync();

        Assert.Equal(("free", 1), ((await _bench.AccountAsync()).Plan, (await _bench.AccountAsync()).Seats));
    }

    [Fact]
    public async Task Pack_RefundedInParts_TakesTheSamePartsOfItsCredits()
    {
        await _bench.PayAsync(new CheckoutRequest(Credits: 500));
        string charge = Assert.Single(_bench.Stripe.Customers.Charges(await _bench.CustomerAsync()));
        await _bench.HandleAsync();
        Assert.Equal(500 * PaymentBench.Credit, (await AvailableAndLentAsync()).Available);

        _bench.Stripe.Customers.RefundCharge(charge, 1_000);
        await _bench.HandleAsync();
        Assert.Equal(400 * PaymentBench.Credit, (await AvailableAndLentAsync()).Available);

        _bench.Stripe.Customers.RefundCharge(charge, long.MaxValue);
        await _bench.HandleAsync();
        Assert.Equal(0, (await AvailableAndLentAsync()).Available);
    }

    [Theory]
    [InlineData("won", 500)]
    [InlineData("lost", 0)]
    public async Task Dispute_WhileOpen_TakesTheMonthsCredits(string end, long credits)
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "pro"));
        string dispute = _bench.Stripe.Customers.Dispute(Assert.Single(_bench.Stripe.Customers.Charges(await _bench.CustomerAsync())));
        await _bench.HandleAsync();
        Assert.Equal(0, (await AvailableAndLentAsync()).Available);

        _bench.Stripe.Customers.CloseDispute(dispute, end);
        await _bench.HandleAsync();

        Assert.Equal(credits * PaymentBench.Credit, (await AvailableAndLentAsync()).Available);
    }

    [Fact]
    public async Task Dispute_WonAfterARefund_LeavesTheRefund()
    {
        await _bench.PayAsync(new CheckoutRequest(Credits: 500));
        string charge = Assert.Single(_bench.Stripe.Customers.Charges(await _bench.CustomerAsync()));
        _bench.Stripe.Customers.RefundCharge(charge, 1_000);
        string dispute = _bench.Stripe.Customers.Dispute(charge);
        await _bench.HandleAsync();
        Assert.Equal(0, (await AvailableAndLentAsync()).Available);

        _bench.Stripe.Customers.CloseDispute(dispute, "won");
        await _bench.HandleAsync();

        Assert.Equal(400 * PaymentBench.Credit, (await AvailableAndLentAsync()).Available);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Events_ThreeTimesInAnyOrder_LeadToTheSameAccount(int seed)
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "team", Seats: 2));
        await _bench.PayAsync(new CheckoutRequest(Credits: 100));
        string customer = await _bench.CustomerAsync();
        _bench.Time.Advance(TimeSpan.FromDays(16));
        _bench.Stripe.Customers.ChangeSeats(await SubscriptionAsync(), 4);
        _bench.Stripe.Customers.RefundCharge(_bench.Stripe.Customers.Charges(customer)[1], 250);
        _bench.Stripe.Customers.Dispute(_bench.Stripe.Customers.Charges(customer)[2]);
        JsonObject[] events = [.. _bench.Stripe.Events, .. _bench.Stripe.Events, .. _bench.Stripe.Events];
        new Random(seed).Shuffle(events);

        foreach (JsonObject one in events)
        {
            await _bench.HandleAsync(one);
        }

        Account account = await _bench.AccountAsync();
        Assert.Equal(("team", 4, customer), (account.Plan, account.Seats, account.StripeCustomer));
        // Two seats' month, three quarters of the pack, and nothing of the seats that are disputed.
        Assert.Equal((4_075 * PaymentBench.Credit, 8_000 * PaymentBench.Credit), await AvailableAndLentAsync());
        Assert.Empty(LedgerInvariants.Broken(await _bench.StateAsync()));
    }

    [Fact]
    public async Task Posts_ToStripe_HaveKeysMadeOfOurOperations()
    {
        await _bench.PayAsync(new CheckoutRequest(Plan: "pro"));

        Assert.All(_bench.Stripe.Calls.Where(call => call.Operation.StartsWith("POST", StringComparison.Ordinal)), call => Assert.StartsWith("coder/", call.IdempotencyKey, StringComparison.Ordinal));
        Assert.Contains(_bench.Stripe.Calls, call => call.IdempotencyKey == "coder/customer/acme");
    }

    [Fact]
    public async Task Buy_TheSameOperationTwice_IsTheSamePage()
    {
        Task<CheckoutView> Buy() => _bench.Sales.BuyAsync(new AccountId(PaymentBench.Account), new CheckoutRequest(Credits: 100), "checkout/acme/1", CancellationToken.None);

        CheckoutView first = await Buy();

        Assert.Equal(first, await Buy());
        await Assert.ThrowsAsync<ApiException>(() => _bench.Sales.BuyAsync(new AccountId(PaymentBench.Account), new CheckoutRequest(Credits: 500), "checkout/acme/1", CancellationToken.None));
    }

    [Fact]
    public async Task Buy_ForTheLocalAccount_IsRefused()
    {
        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => _bench.Sales.BuyAsync(AccountId.Local, new CheckoutRequest(Plan: "pro"), "checkout/local/1", CancellationToken.None));

        Assert.Equal((409, "local_account"), (refused.Status, refused.Code));
        Assert.Empty(_bench.Stripe.Calls);
    }

    [Fact]
    public async Task Month_OfTheFreePlan_BringsItsCreditsOnce()
    {
        await _bench.Accounts.EnsureAsync(new AccountId(PaymentBench.Account), CancellationToken.None);

        await _bench.Monthly.GrantAllAsync(CancellationToken.None);
        await _bench.Monthly.GrantAllAsync(CancellationToken.None);
        Assert.Equal(50 * PaymentBench.Credit, (await AvailableAndLentAsync()).Available);

        _bench.Time.Advance(TimeSpan.FromDays(31));
        await _bench.Monthly.GrantAllAsync(CancellationToken.None);
        Assert.Equal(50 * PaymentBench.Credit, (await AvailableAndLentAsync()).Available);
    }

    private async Task<string> SubscriptionAsync() => _bench.Stripe.Customers.Subscriptions(await _bench.CustomerAsync())[0];

    private async Task<(long Available, long Lent)> AvailableAndLentAsync()
    {
        LedgerState state = await _bench.StateAsync();
        return (state.Available(_bench.Time.GetUtcNow()), state.OverageMax);
    }
}
