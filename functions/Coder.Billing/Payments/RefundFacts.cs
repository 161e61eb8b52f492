namespace Coder.Billing.Payments;

/// <summary>Money that went back, or that a bank keeps.</summary>
/// <param name="Id">Stripe's, of a refund or a dispute.</param>
/// <param name="Amount">Cents.</param>
public sealed record RefundFacts(string Id, long Amount, DateTimeOffset CreatedAt);
