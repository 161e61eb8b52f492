using Coder.Billing.Ledger;
using Coder.Billing.Payments;

namespace Coder.Tests.Billing.Payments;

public sealed class RefundRulesTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PaidCredits Paid = new("pack/pi_1", GrantKind.Purchase, 100_000_000, 999, At.AddYears(1));

    [Fact]
    public void Refunds_InParts_TakeExactlyAllOfIt()
    {
        RefundFacts[] refunds = [new("re_3", 333, At.AddDays(2)), new("re_1", 333, At), new("re_2", 333, At.AddDays(1))];

        IReadOnlyList<LedgerOperation> operations = RefundRules.Refunds(Paid, refunds);

        Assert.Equal(["stripe/refund/re_1", "stripe/refund/re_2", "stripe/refund/re_3"], operations.Select(operation => operation.Id));
        Assert.Equal(100_000_000, operations.Sum(operation => operation.Amount));
    }

    [Fact]
    public void Refunds_OneMoreThanBefore_LeavesTheEarlierOnesAsTheyWere()
    {
        RefundFacts first = new("re_1", 100, At);

        long alone = RefundRules.Refunds(Paid, [first])[0].Amount;

        Assert.Equal(alone, RefundRules.Refunds(Paid, [new("re_2", 100, At.AddDays(1)), first])[0].Amount);
    }

    [Fact]
    public void OperationsOf_ADisputeThatWasWonBeforeItWasHeardOf_TakesNothing()
    {
        Purchase purchase = new("cus_1", Paid, [], [new DisputeFacts("dp_1", 999, true)]);

        Assert.Equal(["stripe/pack/pi_1"], EventRules.OperationsOf(purchase, new HashSet<string>()).Select(operation => operation.Id));
        Assert.Equal(["stripe/pack/pi_1", "stripe/dispute/dp_1/won"], EventRules.OperationsOf(purchase, new HashSet<string> { "stripe/dispute/dp_1" }).Select(operation => operation.Id));
    }
}
