namespace Coder.Contracts;

/// <summary>What an account has used in some days.</summary>
/// <param name="From">First day (UTC).</param>
/// <param name="To">Last day.</param>
/// <param name="Credits">Sum of all items: what was settled in these days.</param>
/// <param name="Items">Grouped as asked for.</param>
public sealed record UsageReport(DateOnly From, DateOnly To, decimal Credits, IReadOnlyList<UsageItemView> Items);
