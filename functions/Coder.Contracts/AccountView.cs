namespace Coder.Contracts;

/// <summary>The caller's account and its credits.</summary>
/// <param name="Plan"><c>local</c>: runs are not charged; null: no plan was taken yet.</param>
/// <param name="Available">Credits that runs can use now.</param>
/// <param name="Held">Reserved for runs that are not over.</param>
/// <param name="Spent">Since the beginning.</param>
/// <param name="Overage">Lent beyond the grants and not billed yet.</param>
/// <param name="OverageMax">What the plan lends at most.</param>
/// <param name="Grants">In the order in which they are spent.</param>
public sealed record AccountView(string Id, decimal Available, decimal Held, decimal Spent, decimal Overage, decimal OverageMax, IReadOnlyList<GrantView> Grants, string? Plan = null);
