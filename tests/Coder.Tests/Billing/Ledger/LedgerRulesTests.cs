using Coder.Billing.Ledger;

namespace Coder.Tests.Billing.Ledger;

public sealed class LedgerRulesTests
{
    private readonly LedgerBook _book = new();

    [Fact]
    public void Hold_SeveralGrants_DrawsOnThePlanThenOnTheEarliestExpiry()
    {
        _book.Grant("late", 10, days: 40);
        _book.Grant("early", 10, days: 20);
        _book.Grant("month", 10, GrantKind.Plan, days: 90);

        Posting posting = _book.Post(new LedgerOperation.Hold("h", "r", 25));

        Assert.Equal(["grant:month", "grant:early", "grant:late"], posting.Transfers.Select(transfer => transfer.From));
        Assert.Equal([10L, 10, 5], posting.Transfers.Select(transfer => transfer.MicroCredits));
        Assert.Equal((5, 25), (posting.Available, posting.Held));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Hold_WithoutOverage_FailsBeyondTheGrants(long microCredits, bool isHeld)
    {
        _book.Grant("pack", 100);

        LedgerDecision decision = _book.Do(new LedgerOperation.Hold("h", "r", microCredits));

        Assert.Equal(isHeld, decision is LedgerDecision.Posted);
        Assert.True(isHeld || decision is LedgerDecision.Refused { Code: LedgerRefusal.InsufficientCredits });
        Assert.Equal(isHeld ? microCredits : 0, _book[LedgerAccount.Held]);
    }

    [Fact]
    public void Hold_WithOverage_IsLentUpToThePlansLimit()
    {
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.ChangePlan("p", "pro", 50));

        Assert.Equal(30, _book.Post(new LedgerOperation.Hold("h1", "r", 130)).Lent);
        Assert.Equal(LedgerRefusal.InsufficientCredits, _book.Refuse(new LedgerOperation.Hold("h2", "r", 21)));
        Assert.Equal(20, _book.Post(new LedgerOperation.Hold("h3", "r", 20)).Lent);
    }

    [Fact]
    public void Settle_BeyondTheHold_TakesTheHoldAndSaysWhatIsMissing()
    {
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.Hold("h", "r", 40));

        Posting receipt = _book.Post(new LedgerOperation.Settle("t", "r", 55));

        Assert.Equal((40, 15), (receipt.MicroCredits, receipt.Shortfall));
        Assert.Equal((40, 60), (_book[LedgerAccount.Spent], _book["grant:pack"]));
    }

    [Fact]
    public void Settle_Repeated_IsTheFirstAnswer()
    {
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.Hold("h", "r", 40));
        Posting first = _book.Post(new LedgerOperation.Settle("t", "r", 10));

        LedgerDecision again = _book.Do(new LedgerOperation.Settle("t", "r", 30));

        Assert.Same(first, Assert.IsType<LedgerDecision.Repeated>(again).Posting);
        Assert.Equal(10, _book[LedgerAccount.Spent]);
    }

    [Fact]
    public void Id_OfAnotherKindOrRun_IsRefused()
    {
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.Hold("x", "r", 40));

        Assert.Equal(LedgerRefusal.IdReused, _book.Refuse(new LedgerOperation.Settle("x", "r", 1)));
        Assert.Equal(LedgerRefusal.IdReused, _book.Refuse(new LedgerOperation.Hold("x", "other", 40)));
    }

    [Fact]
    public void Release_AfterSettling_GivesTheRestBackWhereItCameFrom()
    {
        _book.Grant("month", 10, GrantKind.Plan);
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.Hold("h", "r", 40));
        _book.Post(new LedgerOperation.Settle("t", "r", 15));

        Posting release = _book.Post(new LedgerOperation.Release("r"));

        Assert.Equal([new Transfer(LedgerAccount.Held, "grant:pack", 25)], release.Transfers);
        Assert.Equal((0, 95), (_book["grant:month"], _book["grant:pack"]));
        Assert.Equal(LedgerRefusal.RunReleased, _book.Refuse(new LedgerOperation.Hold("h2", "r", 1)));
        Assert.Equal(LedgerRefusal.NoHold, _book.Refuse(new LedgerOperation.Settle("t2", "r", 1)));
    }

    [Fact]
    public void Release_BeforeItsHold_KeepsTheHoldFromBeingMade()
    {
        _book.Grant("pack", 100);

        Assert.Empty(_book.Post(new LedgerOperation.Release("r")).Transfers);
        Assert.Equal(LedgerRefusal.RunReleased, _book.Refuse(new LedgerOperation.Hold("h", "r", 1)));
    }

    [Fact]
    public void Expire_WhileARunHolds_TakesTheRestNowAndWhatComesBackLater()
    {
        _book.Grant("pack", 100, days: 10);
        _book.Post(new LedgerOperation.Hold("h", "r", 40));
        DateTimeOffset end = _book.Now.AddDays(10);
        Assert.Equal(LedgerRefusal.NotExpired, _book.Refuse(new LedgerOperation.Expire("pack", end)));

        _book.Now = end;
        Assert.Equal(LedgerRefusal.InsufficientCredits, _book.Refuse(new LedgerOperation.Hold("h2", "r", 1)));
        Assert.Equal(60, _book.Post(new LedgerOperation.Expire("pack", end)).MicroCredits);
        Assert.Equal(15, _book.Post(new LedgerOperation.Settle("t", "r", 15)).MicroCredits);
        _book.Post(new LedgerOperation.Release("r"));

        Assert.Equal(85, _book[LedgerAccount.Expired]);
        Assert.Empty(_book.State.Grants);
    }

    [Fact]
    public void Refund_WhileARunHolds_TakesWhatIsFreeNowAndTheRestWhenItComesBack()
    {
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.Hold("h", "r", 50));
        _book.Post(new LedgerOperation.Settle("t1", "r", 20));

        Posting refund = _book.Post(new LedgerOperation.Refund("refund", "pack", 100));
        Assert.Equal((50, 20), (refund.MicroCredits, refund.Shortfall));
        _book.Post(new LedgerOperation.Settle("t2", "r", 5));
        _book.Post(new LedgerOperation.Release("r"));

        Assert.Equal((75, 25, 0), (_book[LedgerAccount.Refunded], _book[LedgerAccount.Spent], _book.State.Available(_book.Now)));
    }

    [Fact]
    public void Reinstate_AfterADispute_GivesBackWhatItTook()
    {
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.Refund("dispute", "pack", 100));
        Assert.Equal(0, _book.State.Available(_book.Now));

        _book.Post(new LedgerOperation.Reinstate("won", "pack", 0));

        Assert.Equal((100, 0), (_book.State.Available(_book.Now), _book[LedgerAccount.Refunded]));
    }

    [Theory]
    [InlineData("refund", 40, "dispute", 60)]
    [InlineData("dispute", 60, "refund", 40)]
    public void Reinstate_BesideARefund_KeepsWhatTheRefundAsksFor(string first, long amount, string second, long other)
    {
        _book.Grant("pack", 100);
        _book.Post(new LedgerOperation.Hold("h", "r", 50));
        _book.Post(new LedgerOperation.Settle("t", "r", 50));
        _book.Post(new LedgerOperation.Refund(first, "pack", amount));
        _book.Post(new LedgerOperation.Refund(second, "pack", other));

        _book.Post(new LedgerOperation.Reinstate("won", "pack", 40));

        Assert.Equal((10, 40), (_book.State.Available(_book.Now), _book[LedgerAccount.Refunded]));
    }

    [Fact]
    public void BillOverage_WhileARunHolds_BillsOnlyWhatIsUsed()
    {
        _book.Post(new LedgerOperation.ChangePlan("p", "pro", 50));
        _book.Post(new LedgerOperation.Hold("h", "r", 40));
        Assert.Equal(12, _book.Post(new LedgerOperation.Settle("t", "r", 12)).Lent);

        Assert.Equal(12, _book.Post(new LedgerOperation.BillOverage("bill/1")).MicroCredits);
        _book.Post(new LedgerOperation.Release("r"));

        Assert.Equal((0, -12), (_book[LedgerAccount.Overage], _book[LedgerAccount.Issued]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(LedgerLimits.MicroCreditsMax + 1)]
    public void Hold_AmountOutOfLimits_IsRefused(long microCredits) =>
        Assert.Equal(LedgerRefusal.OutOfLimits, _book.Refuse(new LedgerOperation.Hold("h", "r", microCredits)));

    [Theory]
    [InlineData("")]
    [InlineData("=cmd")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\"b")]
    public void Id_ThatIsNoName_IsRefused(string id) => Assert.Equal(LedgerRefusal.OutOfLimits, _book.Refuse(new LedgerOperation.Hold(id, "r", 1)));

    [Fact]
    public void Issue_BeyondTheGrantsOfAnAccount_IsRefused()
    {
        for (int i = 0; i < LedgerLimits.GrantsMax; i++)
        {
            _book.Grant($"s{i}", 1);
        }

        Assert.Equal(LedgerRefusal.OutOfLimits, _book.Refuse(new LedgerOperation.Issue("more", "more", GrantKind.Plan, 1, _book.Now.AddDays(1))));
    }

    [Fact]
    public void Issue_ForASourceThatHasAGrant_IsRefused()
    {
        _book.Grant("pack", 1);

        Assert.Equal(LedgerRefusal.GrantExists, _book.Refuse(new LedgerOperation.Issue("other", "pack", GrantKind.Plan, 1, _book.Now.AddDays(1))));
        Assert.Equal(LedgerRefusal.AlreadyExpired, _book.Refuse(new LedgerOperation.Issue("old", "old", GrantKind.Plan, 1, _book.Now)));
    }
}
