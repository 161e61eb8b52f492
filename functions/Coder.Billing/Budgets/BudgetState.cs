namespace Coder.Billing.Budgets;

/// <summary>Where a budget stands.</summary>
public enum BudgetState
{
    Within,

    /// <summary>So much is spent that somebody should know.</summary>
    Warned,

    /// <summary>All of it is spent: no further turn.</summary>
    Exceeded,
}
