using System.Collections.Immutable;

namespace Coder.Billing.Ledger;

/// <summary>What is true of every ledger after every posting. Written without the rules, so that it can find them wrong.</summary>
public static class LedgerInvariants
{
    /// <summary>What is broken in a ledger; none when all is well.</summary>
    public static IReadOnlyList<string> Broken(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<string> broken = [];
        Require(broken, state.Balances.Values.Aggregate(0L, (sum, balance) => checked(sum + balance)) == 0, "The sum of all accounts is not zero.");
        foreach ((string account, long balance) in state.Balances)
        {
            bool isRight = LedgerAccount.IsSource(account) ? balance <= 0 : balance >= 0;
            Require(broken, isRight, $"The balance of {account} is {balance}.");
            Require(broken, !LedgerAccount.IsGrant(account) || state.Grants.Any(grant => grant.Account == account), $"{account} is the account of no grant.");
        }

        long held = state.Holds.Values.Sum(hold => hold.MicroCredits);
        Require(broken, state.Balance(LedgerAccount.Held) == held, $"Held are {state.Balance(LedgerAccount.Held)}, the open holds are {held}.");
        foreach ((string run, RunHold hold) in state.Holds)
        {
            Require(broken, hold.Run == run && !hold.Slices.IsEmpty && hold.Slices.All(slice => slice.MicroCredits > 0), $"The hold of {run} has an empty slice.");
            Require(broken, hold.Slices.All(slice => slice.From == LedgerAccount.Overage || state.Grants.Any(grant => grant.Account == slice.From)), $"The hold of {run} came from nowhere.");
        }

        foreach (CreditGrant grant in state.Grants)
        {
            Require(broken, grant is { RefundDue: >= 0, Refunded: >= 0 }, $"A refund of {grant.Source} is negative.");
            Require(broken, grant.RefundDue == 0 || state.Balance(grant.Account) == 0, $"{grant.Source} has credits that a refund is waiting for.");
        }

        Require(broken, state.OverageHeld <= -state.Balance(LedgerAccount.Overage), "More overage is held than was lent.");
        Require(broken, state.Grants.Length <= LedgerLimits.GrantsMax && state.Holds.Count <= LedgerLimits.HoldsMax, "There are more grants or holds than the limits allow.");
        return broken;
    }

    /// <summary>What is broken in a posting and the step that it makes.</summary>
    public static IReadOnlyList<string> Broken(LedgerState before, LedgerOperation operation, Posting posting, LedgerState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(posting);
        ArgumentNullException.ThrowIfNull(after);
        List<string> broken = [.. Broken(after)];
        Require(broken, after.Sequence == before.Sequence + 1 && posting.Sequence == after.Sequence, "The posting's number does not follow.");
        Require(broken, posting.Id == operation.Id && posting.Kind == operation.Kind, "The posting is not the operation's.");
        Require(broken, posting.Transfers.All(transfer => transfer.MicroCredits > 0), "A transfer moves nothing or backwards.");
        Require(broken, Same(Applied(before.Balances, posting.Transfers), after.Balances), "Balances changed otherwise than by the transfers.");
        Require(broken, Expected(before, operation, posting), $"The {posting.Kind} moved {posting.MicroCredits}, with a shortfall of {posting.Shortfall}, for {operation.Amount}.");
        if (posting.Kind == PostingKind.Hold)
        {
            Require(broken, -after.Balance(LedgerAccount.Overage) <= after.OverageMax || posting.Lent == 0, "More was lent than the plan allows.");
            Require(broken, posting.Transfers.All(transfer => IsFirst(before, transfer, posting)), "A later grant was drawn on before an earlier one.");
        }

        return broken;
    }

    private static bool Expected(LedgerState before, LedgerOperation operation, Posting posting)
    {
        long held = operation.Subject is { } run && before.Holds.TryGetValue(run, out RunHold? hold) ? hold.MicroCredits : 0;
        return posting.Kind switch
        {
            PostingKind.Grant or PostingKind.Hold => posting.MicroCredits == operation.Amount && posting.Shortfall == 0,
            PostingKind.Settle => posting.MicroCredits == Math.Min(operation.Amount, held) && posting.MicroCredits + posting.Shortfall == operation.Amount,
            PostingKind.Release => posting.MicroCredits == held,
            PostingKind.Refund => posting.MicroCredits + posting.Shortfall <= operation.Amount,
            PostingKind.ChangePlan => posting.Transfers.IsEmpty,
            _ => true,
        };
    }

    /// <summary>Nothing may be left in what is spent before it.</summary>
    private static bool IsFirst(LedgerState before, Transfer drawn, Posting posting)
    {
        CreditGrant? own = before.Grants.FirstOrDefault(grant => grant.Account == drawn.From);
        return before.Grants
            .Where(grant => !grant.IsExpired(posting.At) && (own is null || SpendingOrder.IsBefore(grant, own)))
            .All(grant => before.Balance(grant.Account) == posting.Transfers.Where(transfer => transfer.From == grant.Account).Sum(transfer => transfer.MicroCredits))
            && own?.IsExpired(posting.At) != true;
    }

    private static Dictionary<string, long> Applied(ImmutableDictionary<string, long> balances, ImmutableArray<Transfer> transfers)
    {
        Dictionary<string, long> applied = new(balances);
        foreach (Transfer transfer in transfers)
        {
            applied[transfer.From] = applied.GetValueOrDefault(transfer.From) - transfer.MicroCredits;
            applied[transfer.To] = applied.GetValueOrDefault(transfer.To) + transfer.MicroCredits;
        }

        return applied;
    }

    private static bool Same(Dictionary<string, long> applied, ImmutableDictionary<string, long> balances) =>
        applied.All(pair => balances.GetValueOrDefault(pair.Key) == pair.Value) && balances.All(pair => applied.GetValueOrDefault(pair.Key) == pair.Value);

    private static void Require(List<string> broken, bool isTrue, string message)
    {
        if (!isTrue)
        {
            broken.Add(message);
        }
    }
}
