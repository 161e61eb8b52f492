namespace Coder.Billing.Payments;

/// <summary>What counts of a subscription.</summary>
/// <param name="Status">Stripe's word.</param>
/// <param name="Plan">Name of the plan that its price is for; null: no plan of ours.</param>
/// <param name="UnpaidSince">When the invoice was made that is not paid; null: all are.</param>
public sealed record SubscriptionFacts(
    string Id,
    string Status,
    string? Plan,
    int Seats,
    DateTimeOffset CreatedAt,
    DateTimeOffset PeriodEnd,
    bool EndsWithPeriod,
    DateTimeOffset? UnpaidSince);
