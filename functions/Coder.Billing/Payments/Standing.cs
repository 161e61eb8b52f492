namespace Coder.Billing.Payments;

/// <summary>What an account has a right to, because of what it has subscribed to.</summary>
/// <param name="Subscription">Stripe's id; null: none that counts.</param>
/// <param name="Plan">Name of the plan that holds.</param>
/// <param name="OverageMax">Micro-credits that may be lent.</param>
/// <param name="PeriodEnd">When the next invoice comes, or the end where <paramref name="EndsWithPeriod"/>; null: no subscription.</param>
/// <param name="GraceEndsAt">An invoice is not paid; from then on the plan is free. Null: all are paid.</param>
public sealed record Standing(string? Subscription, string Plan, int Seats, long OverageMax, DateTimeOffset? PeriodEnd, bool EndsWithPeriod, DateTimeOffset? GraceEndsAt)
{
    /// <summary>Of an account without a subscription.</summary>
    public static Standing Free { get; } = new(null, "free", 1, 0, null, false, null);
}
