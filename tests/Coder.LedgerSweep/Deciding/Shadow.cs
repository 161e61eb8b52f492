using Coder.Billing.Ledger;

namespace Coder.LedgerSweep.Deciding;

/// <summary>The same account kept in the simplest way: what runs hold, receipts, all postings. Knows nothing of the rules' own state.</summary>
internal sealed class Shadow
{
    private readonly Dictionary<string, Posting> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _balances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _over = new(StringComparer.Ordinal);
    private long _receipts;

    internal PastPostings Past(LedgerOperation operation) =>
        new(_postings.GetValueOrDefault(operation.Id), operation.Subject is { } run && _over.Contains(run));

    /// <summary>What is wrong with an answer; takes it down.</summary>
    internal IReadOnlyList<string> Judge(LedgerState before, LedgerOperation operation, LedgerDecision decision, DateTimeOffset at) => decision switch
    {
        LedgerDecision.Posted posted => [.. LedgerInvariants.Broken(before, operation, posted.Posting, posted.State), .. Take(operation, posted), .. posted.Posting.At == at ? Array.Empty<string>() : ["The posting has another time."]],
        LedgerDecision.Repeated repeated => ReferenceEquals(repeated.Posting, _postings.GetValueOrDefault(operation.Id)) ? [] : ["A repeat got another answer."],
        LedgerDecision.Refused refused => IsRight(before, operation, refused.Code, at) ? [] : [$"{operation.Kind} was refused as {refused.Code}."],
        _ => ["Unknown decision."],
    };

    private List<string> Take(LedgerOperation operation, LedgerDecision.Posted posted)
    {
        List<string> wrong = [];
        if (!_postings.TryAdd(operation.Id, posted.Posting))
        {
            wrong.Add("A repeat was posted again.");
        }

        string subject = operation.Subject ?? "";
        if (operation.Kind == PostingKind.Hold)
        {
            _held[subject] = _held.GetValueOrDefault(subject) + operation.Amount;
            wrong.AddRange(_over.Contains(subject) ? ["A hold was made for a run that is over."] : []);
        }
        else if (operation.Kind == PostingKind.Settle)
        {
            long settled = Math.Min(operation.Amount, _held.GetValueOrDefault(subject));
            _held[subject] = _held.GetValueOrDefault(subject) - settled;
            _receipts += settled;
        }
        else if (operation.Kind == PostingKind.Release)
        {
            _held.Remove(subject);
            _over.Add(subject);
        }

        foreach (Transfer transfer in posted.Posting.Transfers)
        {
            _balances[transfer.From] = _balances.GetValueOrDefault(transfer.From) - transfer.MicroCredits;
            _balances[transfer.To] = _balances.GetValueOrDefault(transfer.To) + transfer.MicroCredits;
        }

        wrong.AddRange(Differences(posted.State));
        return wrong;
    }

    private IEnumerable<string> Differences(LedgerState state)
    {
        if (state.Balance(LedgerAccount.Spent) != _receipts)
        {
            yield return $"Spent are {state.Balance(LedgerAccount.Spent)}, the receipts are {_receipts}.";
        }

        if (_held.Any(held => (state.Holds.GetValueOrDefault(held.Key)?.MicroCredits ?? 0) != held.Value))
        {
            yield return "A run holds what it should not.";
        }

        if (_balances.Any(balance => state.Balance(balance.Key) != balance.Value))
        {
            yield return "The balances are not the sums of the postings.";
        }
    }

    private bool IsRight(LedgerState before, LedgerOperation operation, LedgerRefusal code, DateTimeOffset at) => code switch
    {
        LedgerRefusal.InsufficientCredits => operation.Amount > before.OverageLeft + before.Grants.Where(grant => grant.ExpiresAt > at).Sum(grant => _balances.GetValueOrDefault(grant.Account)),
        LedgerRefusal.RunReleased => _over.Contains(operation.Subject!),
        LedgerRefusal.NoHold => _held.GetValueOrDefault(operation.Subject!) == 0,
        LedgerRefusal.NoGrant => before.Grants.All(grant => grant.Source != operation.Subject || operation is LedgerOperation.Expire),
        LedgerRefusal.NotExpired => before.Grants.Any(grant => grant.Source == operation.Subject && grant.ExpiresAt > at),
        LedgerRefusal.AlreadyExpired => operation is LedgerOperation.Issue issue && issue.ExpiresAt <= at,
        LedgerRefusal.OutOfLimits => before.Grants.Length == LedgerLimits.GrantsMax || operation.Amount == 0,
        _ => false,
    };
}
