namespace Coder.Billing.Ledger;

/// <summary>Where a grant's credits come from. Those of the plan are spent first.</summary>
public enum GrantKind
{
    /// <summary>The plan's credits of a month.</summary>
    Plan,

    /// <summary>A credit pack.</summary>
    Purchase,

    /// <summary>Given back for something that went wrong.</summary>
    Refund,

    /// <summary>A present.</summary>
    Promotion,
}
