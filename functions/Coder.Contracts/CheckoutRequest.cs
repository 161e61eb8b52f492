namespace Coder.Contracts;

/// <summary>What an account wants to buy: a plan or a credit pack.</summary>
/// <param name="Plan"><c>pro</c>, <c>team</c> or <c>business</c>; <c>free</c> ends a subscription with its period.</param>
/// <param name="Seats">Of a plan that has seats. Default 1.</param>
/// <param name="Credits">Of a credit pack.</param>
/// <param name="SuccessUrl">Where to come back to after paying. Default: the host's own address.</param>
/// <param name="CancelUrl">Where to come back to without paying. Default: as after paying.</param>
public sealed record CheckoutRequest(string? Plan = null, int? Seats = null, long? Credits = null, string? SuccessUrl = null, string? CancelUrl = null);
