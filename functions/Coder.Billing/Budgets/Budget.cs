namespace Coder.Billing.Budgets;

/// <summary>What an account or a project may spend in a month (UTC).</summary>
/// <param name="MicroCredits">A month.</param>
/// <param name="WarnPercent">From which share on it is warned of, 1 to 100.</param>
public sealed record Budget(long MicroCredits, int WarnPercent)
{
    public const int WarnPercentDefault = 80;

    /// <summary>Where it stands when so much is spent.</summary>
    public BudgetState At(long spent) => spent >= MicroCredits ? BudgetState.Exceeded
        : (decimal)spent * 100 >= (decimal)MicroCredits * WarnPercent ? BudgetState.Warned
        : BudgetState.Within;
}
