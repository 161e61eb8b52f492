using Coder.Billing.Ledger;

namespace Coder.Tests.Billing.Ledger;

/// <summary>A ledger kept in memory; every posting has to leave it whole.</summary>
internal sealed class LedgerBook
{
    private readonly Dictionary<string, Posting> _postings = new(StringComparer.Ordinal);

    internal LedgerState State { get; private set; } = LedgerState.Empty;

    internal DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal long this[string account] => State.Balance(account);

    internal LedgerDecision Do(LedgerOperation operation)
    {
        bool isReleased = operation.Subject is { } run && _postings.ContainsKey(LedgerOperation.Release.IdOf(run));
        LedgerDecision decision = LedgerRules.Decide(State, operation, new PastPostings(_postings.GetValueOrDefault(operation.Id), isReleased), Now);
        if (decision is LedgerDecision.Posted posted)
        {
            Assert.Empty(LedgerInvariants.Broken(State, operation, posted.Posting, posted.State));
            _postings.Add(operation.Id, posted.Posting);
            State = posted.State;
        }

        return decision;
    }

    internal Posting Post(LedgerOperation operation) => Assert.IsType<LedgerDecision.Posted>(Do(operation)).Posting;

    internal LedgerRefusal Refuse(LedgerOperation operation) => Assert.IsType<LedgerDecision.Refused>(Do(operation)).Code;

    internal void Grant(string source, long microCredits, GrantKind kind = GrantKind.Purchase, int days = 30) =>
        Post(new LedgerOperation.Issue($"grant/{source}", source, kind, microCredits, Now.AddDays(days)));
}
