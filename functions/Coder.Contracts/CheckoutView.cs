namespace Coder.Contracts;

/// <summary>What became of a purchase.</summary>
/// <param name="Url">The page to pay on; absent when a subscription was changed, which is paid at once.</param>
/// <param name="Plan">The plan that the subscription was changed to; <c>free</c>: it ends with its period.</param>
public sealed record CheckoutView(string? Url = null, string? Plan = null);
