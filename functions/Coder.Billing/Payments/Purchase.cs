namespace Coder.Billing.Payments;

/// <summary>A payment that brought credits, with everything that became of it.</summary>
/// <param name="Customer">Stripe's id.</param>
public sealed record Purchase(string Customer, PaidCredits Paid, IReadOnlyList<RefundFacts> Refunds, IReadOnlyList<DisputeFacts> Disputes);
