using Coder.Runs.Records;
using Coder.Runs.Turns;

namespace Coder.Functions.Runs;

/// <summary>The credits of agent nodes (<c>budget.credits</c>): what a child and its own children spend counts, and is looked at before every model turn.</summary>
public sealed class AgentBudgets(RunSteps steps, TurnStore turns)
{
    /// <summary>The innermost budget that work in <paramref name="scope"/> has used up; null: none.</summary>
    public async Task<ScopeBudget?> SpentAsync(string scope, CancellationToken cancellation)
    {
        foreach (ScopeBudget budget in (await steps.StartOfAsync(scope, cancellation)).Budgets.Reverse())
        {
            if ((await turns.SumScopeAsync(budget.Scope, cancellation)).MicroCredits >= budget.Credits * RunUsage.MicroCreditsPerCredit)
            {
                return budget;
            }
        }

        return null;
    }
}
