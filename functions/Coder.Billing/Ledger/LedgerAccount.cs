namespace Coder.Billing.Ledger;

/// <summary>Names of the accounts inside one ledger. <see cref="Issued"/> and <see cref="Overage"/> are where credits come from: zero or below; all others are zero or above.</summary>
public static class LedgerAccount
{
    /// <summary>Reserved for runs that are not over.</summary>
    public const string Held = "held";

    /// <summary>Settled.</summary>
    public const string Spent = "spent";

    /// <summary>Lent beyond the grants and not billed yet, as a negative number.</summary>
    public const string Overage = "overage";

    /// <summary>All that was ever granted or billed, as a negative number.</summary>
    public const string Issued = "issued";

    /// <summary>Not used in time.</summary>
    public const string Expired = "expired";

    /// <summary>Taken back because the money went back.</summary>
    public const string Refunded = "refunded";

    private const string GrantPrefix = "grant:";

    /// <summary>The account of a grant.</summary>
    public static string Grant(string source) => GrantPrefix + source;

    /// <summary>True for a grant's account.</summary>
    public static bool IsGrant(string account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.StartsWith(GrantPrefix, StringComparison.Ordinal);
    }

    /// <summary>True for the accounts that credits come from.</summary>
    public static bool IsSource(string account) => account is Issued or Overage;
}
