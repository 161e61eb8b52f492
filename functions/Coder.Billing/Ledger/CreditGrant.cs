namespace Coder.Billing.Ledger;

/// <summary>A grant that still has credits, free or held, or whose refund may be taken back.</summary>
/// <param name="Source">Names it: <c>month/2026-11</c>, <c>stripe/evt_…</c>; one grant a source.</param>
/// <param name="ExpiresAt">From then on nothing of it can be held; what is held by then may be settled.</param>
public sealed record CreditGrant(string Source, GrantKind Kind, DateTimeOffset ExpiresAt)
{
    /// <summary>Micro-credits that a refund wants and a run holds: taken when the run gives them back.</summary>
    public long RefundDue { get; init; }

    /// <summary>Micro-credits that refunds have taken.</summary>
    public long Refunded { get; init; }

    public string Account => LedgerAccount.Grant(Source);

    public bool IsExpired(DateTimeOffset at) => ExpiresAt <= at;
}
