namespace Coder.Billing.Payments;

/// <summary>What counts of a checkout.</summary>
/// <param name="Customer">Stripe's id.</param>
/// <param name="PaymentIntent">The payment of a credit pack; null: a subscription was begun.</param>
public sealed record CheckoutFacts(string Customer, string? PaymentIntent);
