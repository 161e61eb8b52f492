namespace Coder.Billing.Ledger;

/// <summary>What a posting does; one for each <see cref="LedgerOperation"/>.</summary>
public enum PostingKind
{
    Grant,
    Hold,
    Settle,
    Release,
    Expire,
    Refund,
    Reinstate,
    BillOverage,
    ChangePlan,
}
