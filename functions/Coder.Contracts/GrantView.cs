namespace Coder.Contracts;

/// <summary>Credits that came in together.</summary>
/// <param name="Kind"><c>plan</c>, <c>purchase</c>, <c>refund</c> or <c>promotion</c>.</param>
/// <param name="Available">Credits left that no run holds.</param>
public sealed record GrantView(string Source, string Kind, decimal Available, DateTimeOffset ExpiresAt);
