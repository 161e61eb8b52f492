using static Coder.Billing.Ledger.LedgerDecision;

namespace Coder.Billing.Ledger;

/// <summary>Decides what an operation does to a ledger. Pure: time comes in, and nothing else is known.</summary>
public static class LedgerRules
{
    /// <summary>The answer to an operation, given the ledger as it is and what was posted before.</summary>
    public static LedgerDecision Decide(LedgerState state, LedgerOperation operation, PastPostings past, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(past);
        if (past.SameId is { } first)
        {
            return first.Kind == operation.Kind && first.Subject == operation.Subject
                ? new Repeated(first)
                : new Refused(LedgerRefusal.IdReused, $"`{operation.Id}` is the id of a {first.Kind} of `{first.Subject}`. Use another.");
        }

        if (OutOfLimits(state, operation) is { } limit)
        {
            return new Refused(LedgerRefusal.OutOfLimits, limit);
        }

        PostingDraft draft = new(state, operation, at);
        return operation switch
        {
            LedgerOperation.Issue issue => GrantRules.Issue(draft, issue, at),
            LedgerOperation.Hold hold => past.IsRunReleased
                ? new Refused(LedgerRefusal.RunReleased, $"The run {hold.Run} is over; nothing can be held for it.")
                : HoldRules.Hold(draft, hold, at),
            LedgerOperation.Settle settle => HoldRules.Settle(draft, settle),
            LedgerOperation.Release release => HoldRules.Release(draft, release, at),
            LedgerOperation.Expire expire => GrantRules.Expire(draft, expire, at),
            LedgerOperation.Refund refund => GrantRules.Refund(draft, refund),
            LedgerOperation.Reinstate reinstate => GrantRules.Reinstate(draft, reinstate, at),
            LedgerOperation.BillOverage bill => BillOverage(draft, bill),
            LedgerOperation.ChangePlan change => ChangePlan(draft, change),
            _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}."),
        };
    }

    private static Posted BillOverage(PostingDraft draft, LedgerOperation.BillOverage bill)
    {
        draft.Move(LedgerAccount.Issued, LedgerAccount.Overage, draft.State.Billable(bill.Unit));
        return draft.Post();
    }

    private static Posted ChangePlan(PostingDraft draft, LedgerOperation.ChangePlan change)
    {
        draft.State = draft.State with { Plan = change.Plan, OverageMax = change.OverageMax };
        return draft.Post();
    }

    private static string? OutOfLimits(LedgerState state, LedgerOperation operation)
    {
        // A turn may cost nothing; nothing else is worth a posting of nothing.
        long least = operation is LedgerOperation.Issue or LedgerOperation.Hold or LedgerOperation.Refund ? 1 : 0;
        long amount = operation is LedgerOperation.ChangePlan { OverageMax: var overage } ? overage : operation.Amount;
        return operation switch
        {
            _ when !LedgerLimits.IsName(operation.Id, LedgerLimits.IdCharactersMax) || !IsName(operation.Subject) || !IsName((operation as LedgerOperation.ChangePlan)?.Plan) =>
                $"Ids have 1 to {LedgerLimits.IdCharactersMax} letters, digits and `/._:!~-`, a letter or digit first; runs, sources and plans 1 to {LedgerLimits.NameCharactersMax}.",
            _ when amount < least || amount > LedgerLimits.MicroCreditsMax => $"{amount} micro-credits; give {least} to {LedgerLimits.MicroCreditsMax}.",
            LedgerOperation.Issue when state.Grants.Length >= LedgerLimits.GrantsMax => $"The account has {LedgerLimits.GrantsMax} grants that are not used up.",
            LedgerOperation.Hold hold when state.Holds.Count >= LedgerLimits.HoldsMax && !state.Holds.ContainsKey(hold.Run) =>
                $"{LedgerLimits.HoldsMax} runs of the account hold credits. Wait until one of them is over.",
            _ => null,
        };
    }

    private static bool IsName(string? name) => name is null || LedgerLimits.IsName(name);
}
