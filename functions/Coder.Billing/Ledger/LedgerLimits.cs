namespace Coder.Billing.Ledger;

/// <summary>How large a ledger may grow; its balance is one row.</summary>
public static class LedgerLimits
{
    /// <summary>Micro-credits of one operation: a thousand million credits. Far enough from the end of <see cref="long"/> for sums.</summary>
    public const long MicroCreditsMax = 1_000_000_000_000_000;

    /// <summary>Grants that are not used up.</summary>
    public const int GrantsMax = 100;

    /// <summary>Runs that hold credits at a time.</summary>
    public const int HoldsMax = 1_000;

    /// <summary>Characters of an id.</summary>
    public const int IdCharactersMax = 400;

    /// <summary>Characters of a run, a source or a plan: a posting's transfers are one column.</summary>
    public const int NameCharactersMax = 200;

    /// <summary>True for letters, digits and <c>/ . _ : ! ~ -</c>, a letter or digit first: names stand in keys, JSON and tables of other programs as they are.</summary>
    public static bool IsName(string name, int charactersMax = NameCharactersMax)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && name.Length <= charactersMax && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or ':' or '!' or '~' or '-');
    }
}
