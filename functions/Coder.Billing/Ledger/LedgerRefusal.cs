namespace Coder.Billing.Ledger;

/// <summary>Why an operation was refused. Nothing is stored of it: the same id may be tried again.</summary>
public enum LedgerRefusal
{
    /// <summary>Grants and overage together have less than the hold asks for.</summary>
    InsufficientCredits,

    /// <summary>The id is that of a posting of another kind or another subject.</summary>
    IdReused,

    /// <summary>The run holds nothing.</summary>
    NoHold,

    /// <summary>The run is over.</summary>
    RunReleased,

    /// <summary>There is no such grant, or nothing of it is left.</summary>
    NoGrant,

    /// <summary>The source has a grant already.</summary>
    GrantExists,

    /// <summary>The grant has not expired.</summary>
    NotExpired,

    /// <summary>The grant would begin after its end.</summary>
    AlreadyExpired,

    /// <summary>An amount, a name or a number of things is outside <see cref="LedgerLimits"/>.</summary>
    OutOfLimits,
}
