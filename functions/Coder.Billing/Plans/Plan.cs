namespace Coder.Billing.Plans;

/// <summary>What an account has paid for: what it may do, what it gets every month, and what more costs. All amounts are of one seat where seats are counted.</summary>
/// <param name="Name">In rows, JSON, the ledger and the metadata of prices at Stripe: <c>free</c>.</param>
/// <param name="MonthUsd">US dollars a month; null: by agreement.</param>
/// <param name="MonthCredits">Credits granted every month; they last for that month.</param>
/// <param name="OverageUsd">US dollars of a credit beyond the grants; null: nothing is lent.</param>
public sealed record Plan(string Name, decimal? MonthUsd, long MonthCredits, decimal? OverageUsd, PlanLimits Limits)
{
    /// <summary>Whether it is sold by seats; if not, an account has one.</summary>
    public bool HasSeats { get; init; }

    /// <summary>Whether anybody can subscribe to it; the others are given or agreed on.</summary>
    public bool IsSold { get; init; }

    /// <summary>Credits of a month for that many seats.</summary>
    public long MonthCreditsFor(int seats) => MonthCredits * SeatsOf(seats);

    /// <summary>Credits that may be lent and not billed yet: as many as a month's.</summary>
    public long OverageCreditsMaxFor(int seats) => OverageUsd is null ? 0 : MonthCreditsFor(seats);

    private int SeatsOf(int seats) => HasSeats ? Math.Max(1, seats) : 1;
}
