namespace Coder.Billing.Ledger;

/// <summary>The answer to an operation.</summary>
public abstract record LedgerDecision
{
    private LedgerDecision()
    {
    }

    /// <summary>What is in the ledger now or was before; null when the operation was refused.</summary>
    public Posting? Entry => this switch
    {
        Posted posted => posted.Posting,
        Repeated repeated => repeated.Posting,
        _ => null,
    };

    /// <summary>Done: to be stored together.</summary>
    public sealed record Posted(LedgerState State, Posting Posting) : LedgerDecision;

    /// <summary>Done before: the first answer.</summary>
    public sealed record Repeated(Posting Posting) : LedgerDecision;

    /// <summary>Not done, nothing is stored.</summary>
    /// <param name="Message">What is wrong and what to do.</param>
    public sealed record Refused(LedgerRefusal Code, string Message) : LedgerDecision;
}
