using static Coder.Billing.Ledger.LedgerDecision;

namespace Coder.Billing.Ledger;

/// <summary>Credits that come in, and those that go without being spent.</summary>
internal static class GrantRules
{
    internal static LedgerDecision Issue(PostingDraft draft, LedgerOperation.Issue operation, DateTimeOffset at)
    {
        CreditGrant grant = new(operation.Source, operation.GrantKind, operation.ExpiresAt);
        if (grant.IsExpired(at))
        {
            return new Refused(LedgerRefusal.AlreadyExpired, $"The grant `{grant.Source}` ends at {grant.ExpiresAt:O}, which is over.");
        }

        if (draft.State.Grant(grant.Source) is not null)
        {
            return new Refused(LedgerRefusal.GrantExists, $"There is a grant `{grant.Source}` already. Give each its own source.");
        }

        draft.State = draft.State with { Grants = draft.State.Grants.Insert(SpendingOrder.PlaceOf(grant, draft.State.Grants), grant) };
        draft.Move(LedgerAccount.Issued, grant.Account, operation.MicroCredits);
        return draft.Post();
    }

    internal static LedgerDecision Expire(PostingDraft draft, LedgerOperation.Expire operation, DateTimeOffset at)
    {
        if (draft.State.Grant(operation.Source) is not { } grant || grant.ExpiresAt != operation.ExpiresAt)
        {
            return NoGrant(operation.Source);
        }

        if (!grant.IsExpired(at))
        {
            return new Refused(LedgerRefusal.NotExpired, $"The grant `{grant.Source}` lasts until {grant.ExpiresAt:O}.");
        }

        draft.Move(grant.Account, LedgerAccount.Expired, draft.State.Balance(grant.Account));
        return draft.Post();
    }

    /// <summary>Takes what is free now; what a run holds when the run gives it back; what is spent is the shortfall.</summary>
    internal static LedgerDecision Refund(PostingDraft draft, LedgerOperation.Refund operation)
    {
        if (draft.State.Grant(operation.Source) is not { } grant)
        {
            draft.Shortfall = operation.MicroCredits;
            return draft.Post();
        }

        long now = Math.Min(operation.MicroCredits, draft.State.Balance(grant.Account));
        long later = Math.Min(operation.MicroCredits - now, Math.Max(0, draft.State.HeldOf(grant.Account) - grant.RefundDue));
        draft.Move(grant.Account, LedgerAccount.Refunded, now);
        draft.Shortfall = operation.MicroCredits - now - later;
        draft.Put(grant with { RefundDue = grant.RefundDue + later, Refunded = grant.Refunded + now });
        return draft.Post();
    }

    internal static LedgerDecision Reinstate(PostingDraft draft, LedgerOperation.Reinstate operation, DateTimeOffset at)
    {
        if (draft.State.Grant(operation.Source) is not { } grant)
        {
            return NoGrant(operation.Source);
        }

        // What was still to be taken is not taken any more; the rest comes back.
        long tooMuch = Math.Max(0, grant.RefundDue + grant.Refunded - operation.Kept);
        long due = Math.Min(tooMuch, grant.RefundDue);
        long back = tooMuch - due;
        draft.Move(LedgerAccount.Refunded, grant.IsExpired(at) ? LedgerAccount.Expired : grant.Account, back);
        draft.Put(grant with { RefundDue = grant.RefundDue - due, Refunded = grant.Refunded - back });
        return draft.Post();
    }

    private static Refused NoGrant(string source) => new(LedgerRefusal.NoGrant, $"There is no grant `{source}`, or nothing of it is left.");
}
