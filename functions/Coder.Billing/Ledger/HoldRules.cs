using static Coder.Billing.Ledger.LedgerDecision;

namespace Coder.Billing.Ledger;

/// <summary>Reserve, then settle, then give back.</summary>
internal static class HoldRules
{
    /// <summary>Draws on the grants in their order, then on the plan's overage.</summary>
    internal static LedgerDecision Hold(PostingDraft draft, LedgerOperation.Hold operation, DateTimeOffset at)
    {
        LedgerState state = draft.State;
        long missing = operation.MicroCredits - state.Available(at);
        if (missing > state.OverageLeft)
        {
            return new Refused(
                LedgerRefusal.InsufficientCredits,
                $"{operation.MicroCredits} micro-credits are needed; the account has {state.Available(at)} and may be lent {state.OverageLeft}.");
        }

        RunHold hold = state.Holds.GetValueOrDefault(operation.Run) ?? new RunHold(operation.Run, []);
        long left = operation.MicroCredits;
        foreach (CreditGrant grant in state.Grants.Where(grant => !grant.IsExpired(at)))
        {
            long drawn = Math.Min(left, state.Balance(grant.Account));
            left -= drawn;
            hold = Draw(draft, hold, grant.Account, drawn);
        }

        draft.Lent = left;
        draft.Put(Draw(draft, hold, LedgerAccount.Overage, left));
        return draft.Post();
    }

    internal static LedgerDecision Settle(PostingDraft draft, LedgerOperation.Settle operation)
    {
        if (!draft.State.Holds.TryGetValue(operation.Run, out RunHold? hold) && operation.MicroCredits > 0)
        {
            return new Refused(LedgerRefusal.NoHold, $"The run {operation.Run} holds nothing to settle from.");
        }

        long settled = Math.Min(operation.MicroCredits, hold?.MicroCredits ?? 0);
        draft.Move(LedgerAccount.Held, LedgerAccount.Spent, settled);
        draft.Shortfall = operation.MicroCredits - settled;
        if (hold is not null)
        {
            (RunHold rest, draft.Lent) = hold.Take(settled);
            draft.Put(rest);
        }

        return draft.Post();
    }

    /// <summary>A run without a hold is closed too: a hold that comes late must find it so.</summary>
    internal static LedgerDecision Release(PostingDraft draft, LedgerOperation.Release operation, DateTimeOffset at)
    {
        if (draft.State.Holds.TryGetValue(operation.Run, out RunHold? hold))
        {
            foreach (HoldSlice slice in hold.Slices)
            {
                GiveBack(draft, slice, at);
            }

            draft.Put(hold with { Slices = [] });
        }

        return draft.Post();
    }

    private static void GiveBack(PostingDraft draft, HoldSlice slice, DateTimeOffset at)
    {
        if (draft.State.Grants.FirstOrDefault(grant => grant.Account == slice.From) is not { } grant)
        {
            draft.Move(LedgerAccount.Held, slice.From, slice.MicroCredits);
            draft.Lent += slice.MicroCredits;
            return;
        }

        long refunded = Math.Min(grant.RefundDue, slice.MicroCredits);
        draft.Move(LedgerAccount.Held, LedgerAccount.Refunded, refunded);
        draft.Move(LedgerAccount.Held, grant.IsExpired(at) ? LedgerAccount.Expired : grant.Account, slice.MicroCredits - refunded);
        draft.Put(grant with { RefundDue = grant.RefundDue - refunded, Refunded = grant.Refunded + refunded });
    }

    private static RunHold Draw(PostingDraft draft, RunHold hold, string from, long microCredits)
    {
        draft.Move(from, LedgerAccount.Held, microCredits);
        return microCredits == 0 ? hold : hold.Add(from, microCredits);
    }
}
