using Coder.Billing.Plans;
using Coder.Billing.Prices;

namespace Coder.Billing.Payments;

/// <summary>Decides what an account's subscriptions give it a right to. Pure: of the same facts comes the same standing, whatever was known before.</summary>
public static class StandingRules
{
    /// <summary>How long a plan holds although its invoice is not paid.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    /// <param name="subscriptions">All of the customer, in any order.</param>
    public static Standing Decide(IEnumerable<SubscriptionFacts> subscriptions, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        return subscriptions
            .Where(subscription => PlanTable.Find(subscription.Plan) is not null)
            .Select(subscription => (Standing: Decide(subscription, now), subscription.CreatedAt))
            .Where(candidate => candidate.Standing is not null)
            .OrderByDescending(candidate => candidate.Standing!.GraceEndsAt is null)
            .ThenByDescending(candidate => candidate.CreatedAt)
            .ThenBy(candidate => candidate.Standing!.Subscription, StringComparer.Ordinal)
            .Select(candidate => candidate.Standing)
            .FirstOrDefault() ?? Standing.Free;
    }

    private static Standing? Decide(SubscriptionFacts subscription, DateTimeOffset now)
    {
        Plan plan = PlanTable.Find(subscription.Plan)!;
        int seats = plan.HasSeats ? Math.Max(1, subscription.Seats) : 1;
        Standing paid = new(
            subscription.Id,
            plan.Name,
            seats,
            plan.OverageCreditsMaxFor(seats) * PriceTable.MicroCreditsPerCredit,
            subscription.PeriodEnd,
            subscription.EndsWithPeriod,
            null);
        return subscription.Status switch
        {
            "active" or "trialing" => paid,
            // Who has not paid is not lent anything on top.
            "past_due" when GraceEnd(subscription) is var end && now < end => paid with { OverageMax = 0, GraceEndsAt = end },
            _ => null,
        };
    }

    private static DateTimeOffset GraceEnd(SubscriptionFacts subscription) => (subscription.UnpaidSince ?? subscription.CreatedAt) + Grace;
}
