namespace Coder.Billing.Payments;

/// <summary>Credits that a payment brings.</summary>
/// <param name="Source">Of the grant: <c>invoice/in_…</c>, <c>pack/pi_…</c>.</param>
/// <param name="Amount">Cents that were paid.</param>
public sealed record PaidCredits(string Source, Ledger.GrantKind Kind, long MicroCredits, long Amount, DateTimeOffset ExpiresAt)
{
    /// <summary>By what was paid, not by the event that told of it: several events may tell of one payment.</summary>
    public Ledger.LedgerOperation.Issue ToOperation() => new($"stripe/{Source}", Source, Kind, MicroCredits, ExpiresAt);
}
