namespace Coder.Contracts;

/// <summary>The plan that an account has.</summary>
/// <param name="Status"><c>active</c>; <c>ending</c>: it ends with its period; <c>unpaid</c>: it ends at <paramref name="GraceEndsAt"/> unless the invoice is paid.</param>
/// <param name="MonthCredits">Credits of a month, for all seats.</param>
/// <param name="MonthUsd">US dollars a month, of a seat where there are seats; absent: by agreement.</param>
/// <param name="OverageUsd">US dollars of a credit beyond the grants; absent: nothing is lent.</param>
/// <param name="PeriodEnd">When the next invoice comes, or the plan ends; absent: nothing is subscribed to.</param>
public sealed record PlanView(
    string Plan, int Seats, string Status, long MonthCredits, PlanLimitsView Limits, decimal? MonthUsd = null, decimal? OverageUsd = null, DateTimeOffset? PeriodEnd = null, DateTimeOffset? GraceEndsAt = null);
