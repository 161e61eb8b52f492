namespace Coder.Billing.Ledger;

/// <summary>What a ledger is asked to do. The id makes a repeat harmless: it gets the first answer.</summary>
public abstract record LedgerOperation
{
    private LedgerOperation(string id, PostingKind kind, string? subject, long microCredits)
    {
        Id = id;
        Kind = kind;
        Subject = subject;
        Amount = microCredits;
    }

    public string Id { get; }

    public PostingKind Kind { get; }

    /// <summary>The run or the grant's source; null for the whole account.</summary>
    public string? Subject { get; }

    /// <summary>Micro-credits asked for; 0 where the ledger knows how much.</summary>
    public long Amount { get; }

    /// <summary>Credits come in: a plan's month, a purchase, a top-up, a present.</summary>
    public sealed record Issue(string Id, string Source, GrantKind GrantKind, long MicroCredits, DateTimeOffset ExpiresAt)
        : LedgerOperation(Id, PostingKind.Grant, Source, MicroCredits);

    /// <summary>Reserves for a run, all or nothing; adds to what the run holds.</summary>
    public sealed record Hold(string Id, string Run, long MicroCredits) : LedgerOperation(Id, PostingKind.Hold, Run, MicroCredits);

    /// <summary>Spends of what the run holds; never more.</summary>
    public sealed record Settle(string Id, string Run, long MicroCredits) : LedgerOperation(Id, PostingKind.Settle, Run, MicroCredits);

    /// <summary>The run is over: what it holds goes back where it came from. Nothing can be held for it afterwards.</summary>
    public sealed record Release(string Run) : LedgerOperation(IdOf(Run), PostingKind.Release, Run, 0)
    {
        public static string IdOf(string run) => $"run/{run}/release";
    }

    /// <summary>Writes off what is left of a grant that has expired.</summary>
    /// <param name="ExpiresAt">Of the grant: a source that is used anew expires anew.</param>
    public sealed record Expire(string Source, DateTimeOffset ExpiresAt) : LedgerOperation($"expire/{Source}/{ExpiresAt.UtcTicks}", PostingKind.Expire, Source, 0);

    /// <summary>Money went back, by refund or dispute: so do the credits of the grant that are left.</summary>
    public sealed record Refund(string Id, string Source, long MicroCredits) : LedgerOperation(Id, PostingKind.Refund, Source, MicroCredits);

    /// <summary>A dispute was won: of what refunds and disputes took of a grant, all that is more than <paramref name="Kept"/> comes back.</summary>
    /// <param name="Kept">Micro-credits that other refunds and disputes ask for. What came first does not matter then.</param>
    public sealed record Reinstate(string Id, string Source, long Kept) : LedgerOperation(Id, PostingKind.Reinstate, Source, Kept);

    /// <summary>What was lent and used has been billed.</summary>
    /// <param name="Unit">Micro-credits of the smallest amount that can be billed; what is below stays lent.</param>
    public sealed record BillOverage(string Id, long Unit = 1) : LedgerOperation(Id, PostingKind.BillOverage, null, 0);

    /// <summary>Another plan, with what may be lent on it.</summary>
    public sealed record ChangePlan(string Id, string Plan, long OverageMax) : LedgerOperation(Id, PostingKind.ChangePlan, null, 0);
}
