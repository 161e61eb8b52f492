using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Deciding;

/// <summary>Deciders with one fault each: the sweep has to notice every one.</summary>
internal static class Faults
{
    internal static IReadOnlyDictionary<string, Decide> All { get; } = new Dictionary<string, Decide>(StringComparer.Ordinal)
    {
        ["settles-a-repeat-again"] = (state, operation, past, at) =>
            LedgerRules.Decide(state, operation, operation.Kind == PostingKind.Settle ? past with { SameId = null } : past, at),
        ["lends-without-limit"] = (state, operation, past, at) => Restored(
            LedgerRules.Decide(operation.Kind == PostingKind.Hold ? state with { OverageMax = LedgerLimits.MicroCreditsMax } : state, operation, past, at), state, operation),
        ["draws-on-what-expired"] = (state, operation, past, at) => Changed(
            LedgerRules.Decide(state, operation, past, operation.Kind == PostingKind.Hold ? at.AddDays(-30) : at),
            PostingKind.Hold,
            posted => posted with { Posting = posted.Posting with { At = at } }),
        ["holds-for-a-run-that-is-over"] = (state, operation, past, at) => LedgerRules.Decide(state, operation, past with { IsRunReleased = false }, at),
        ["forgets-to-close-the-hold"] = (state, operation, past, at) => Changed(
            LedgerRules.Decide(state, operation, past, at), PostingKind.Release, posted => posted with { State = posted.State with { Holds = state.Holds } }),
        ["loses-a-transfer"] = (state, operation, past, at) => Changed(
            LedgerRules.Decide(state, operation, past, at), PostingKind.Settle, posted => posted with { Posting = posted.Posting with { Transfers = [] } }),
        ["spends-one-too-many"] = (state, operation, past, at) => Changed(
            LedgerRules.Decide(state, operation, past, at), PostingKind.Settle, posted => posted with { State = Spent(posted.State, 1) }),
        ["spends-grants-in-the-order-they-came"] = (state, operation, past, at) => LedgerRules.Decide(
            operation.Kind == PostingKind.Hold ? state with { Grants = [.. state.Grants.OrderBy(grant => grant.Source, StringComparer.Ordinal)] } : state, operation, past, at),
    };

    private static LedgerDecision Changed(LedgerDecision decision, PostingKind kind, Func<LedgerDecision.Posted, LedgerDecision> change) =>
        decision is LedgerDecision.Posted posted && posted.Posting.Kind == kind && posted.Posting.MicroCredits > 0 ? change(posted) : decision;

    private static LedgerDecision Restored(LedgerDecision decision, LedgerState before, LedgerOperation operation) =>
        decision is LedgerDecision.Posted posted && operation.Kind == PostingKind.Hold ? posted with { State = posted.State with { OverageMax = before.OverageMax } } : decision;

    private static LedgerState Spent(LedgerState state, long more) => state with
    {
        Balances = state.Balances.SetItem(LedgerAccount.Spent, state.Balance(LedgerAccount.Spent) + more).SetItem(LedgerAccount.Issued, state.Balance(LedgerAccount.Issued) - more),
    };
}
