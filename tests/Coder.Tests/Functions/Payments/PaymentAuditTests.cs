using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coder.Accounts;
using Coder.Audit;
using Coder.Contracts;
using Coder.Contracts.Audit;

namespace Coder.Tests.Functions.Payments;

/// <summary>What the audit trail tells of payments.</summary>
public sealed class PaymentAuditTests : IAsyncLifetime
{
    private PaymentBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await PaymentBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Payments_TwiceHandled_HaveOneRecordEach()
    {
        await _bench.Accounts.EnsureAsync(new AccountId(PaymentBench.Account), CancellationToken.None);
        await _bench.Monthly.GrantAllAsync(CancellationToken.None);
        await _bench.PayAsync(new CheckoutRequest(Credits: 500));
        string charge = Assert.Single(_bench.Stripe.Customers.Charges(await _bench.CustomerAsync()));
        _bench.Stripe.Customers.RefundCharge(charge, 1_000);
        await _bench.PayAsync(new CheckoutRequest(Plan: "pro"));
        await _bench.HandleAsync();
        await _bench.SpendAsync(1_000 * PaymentBench.Credit);
        await _bench.Billing.FlushAsync(CancellationToken.None);
        _bench.Time.Advance(TimeSpan.FromDays(31));
        _bench.Stripe.Customers.CardsDecline = true;
        _bench.Stripe.Customers.Renew(_bench.Stripe.Customers.Subscriptions(await _bench.CustomerAsync())[0]);

        await _bench.HandleAsync();
        await _bench.HandleAsync();
        await _bench.Billing.FlushAsync(CancellationToken.None);

        Assert.Equal(
            [
                (AuditActions.CreditsGranted, AuditActors.Platform, 50L),
                (AuditActions.CreditsGranted, AuditActors.Stripe, 500L),
                (AuditActions.CreditsGranted, AuditActors.Stripe, 500L),
                (AuditActions.CreditsRefunded, AuditActors.Stripe, 100L),
                (AuditActions.OverageBilled, AuditActors.Platform, 50L),
                (AuditActions.PaymentFailed, AuditActors.Stripe, 0L),
                (AuditActions.PlanChanged, AuditActors.Stripe, 0L),
                (AuditActions.PlanChanged, AuditActors.Stripe, 0L),
            ],
            (await RecordsAsync()).OrderBy(one => one.Action, StringComparer.Ordinal).ThenBy(one => one.Credits));
    }

    [Fact]
    public async Task Dispute_OpenedAndWon_HasARecordOfBoth()
    {
        await _bench.PayAsync(new CheckoutRequest(Credits: 500));
        string dispute = _bench.Stripe.Customers.Dispute(Assert.Single(_bench.Stripe.Customers.Charges(await _bench.CustomerAsync())));
        await _bench.HandleAsync();
        _bench.Stripe.Customers.CloseDispute(dispute, "won");
        await _bench.HandleAsync();

        Assert.Equal(
            [(AuditActions.CreditsGranted, 500L), (AuditActions.DisputeOpened, 500L), (AuditActions.DisputeClosed, 500L)],
            (await RecordsAsync()).Where(one => one.Action != AuditActions.PlanChanged).Select(one => (one.Action, one.Credits)));
    }

    private async Task<IReadOnlyList<(string Action, string Actor, long Credits)>> RecordsAsync()
    {
        AuditHead head = (await _bench.Audit.HeadAsync(PaymentBench.Account, null, null, CancellationToken.None))!;
        using MemoryStream lines = new();
        await _bench.Audit.ExportAsync(PaymentBench.Account, null, head, lines, CancellationToken.None);
        return
        [
            .. Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
                .Select(one => ((string)one["action"]!, (string)one["actor"]!, long.Parse((string?)one["details"]!["micro_credits"] ?? "0", CultureInfo.InvariantCulture) / PaymentBench.Credit)),
        ];
    }
}
