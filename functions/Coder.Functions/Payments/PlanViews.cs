using Coder.Accounts;
using Coder.Billing.Payments;
using Coder.Billing.Plans;
using Coder.Contracts;

namespace Coder.Functions.Payments;

/// <summary>Plans as the API shows them.</summary>
internal static class PlanViews
{
    internal static PlanView Of(Account account, Standing standing)
    {
        Plan plan = PlanTable.Find(account.Plan) ?? PlanTable.Free;
        PlanLimits limits = plan.Limits;
        return new PlanView(
            plan.Name,
            account.Seats,
            standing.GraceEndsAt is null ? standing.EndsWithPeriod ? "ending" : "active" : "unpaid",
            plan.MonthCreditsFor(account.Seats),
            new PlanLimitsView(limits.Projects, limits.Workflows, limits.RunsPerDay, limits.DeployTargets, limits.Collaborators, limits.RequestsPerMinute, limits.RequestBurst),
            plan.MonthUsd,
            plan.OverageUsd,
            standing.PeriodEnd,
            standing.GraceEndsAt);
    }
}
