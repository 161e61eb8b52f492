using System.Collections.Immutable;

namespace Coder.Billing.Ledger;

/// <summary>A posting in the making. Balances change by transfers only.</summary>
internal sealed class PostingDraft(LedgerState state, LedgerOperation operation, DateTimeOffset at)
{
    private readonly ImmutableDictionary<string, long>.Builder _balances = state.Balances.ToBuilder();
    private readonly ImmutableArray<Transfer>.Builder _transfers = ImmutableArray.CreateBuilder<Transfer>();

    /// <summary>The state in the making: its grants, holds, plan.</summary>
    internal LedgerState State { get; set; } = state;

    internal long Shortfall { get; set; }

    internal long Lent { get; set; }

    internal void Move(string from, string to, long microCredits)
    {
        if (microCredits == 0)
        {
            return;
        }

        _transfers.Add(new Transfer(from, to, microCredits));
        _balances[from] = checked(_balances.GetValueOrDefault(from) - microCredits);
        _balances[to] = checked(_balances.GetValueOrDefault(to) + microCredits);
    }

    internal void Put(RunHold hold) => State = State with { Holds = hold.Slices.IsEmpty ? State.Holds.Remove(hold.Run) : State.Holds.SetItem(hold.Run, hold) };

    internal void Put(CreditGrant grant) => State = State with { Grants = State.Grants.Replace(State.Grant(grant.Source)!, grant) };

    internal LedgerDecision.Posted Post()
    {
        LedgerState next = State with { Sequence = State.Sequence + 1, Balances = _balances.ToImmutable() };
        next = WithoutUsedUp(next);
        return new LedgerDecision.Posted(next, new Posting(
            next.Sequence,
            operation.Id,
            operation.Kind,
            operation.Subject,
            at,
            _transfers.ToImmutable(),
            _transfers.Sum(transfer => transfer.MicroCredits),
            Shortfall,
            Lent,
            next.Available(at),
            next.Balance(LedgerAccount.Held)));
    }

    private LedgerState WithoutUsedUp(LedgerState next)
    {
        ImmutableArray<CreditGrant> kept = next.Grants.RemoveAll(grant =>
            next.Balance(grant.Account) == 0 && next.HeldOf(grant.Account) == 0 && (grant.Refunded == 0 || grant.IsExpired(at)));
        return kept.Length == next.Grants.Length
            ? next
            : next with { Grants = kept, Balances = next.Balances.RemoveRange(next.Grants.Except(kept).Select(grant => grant.Account)) };
    }
}
