namespace Coder.Contracts;

/// <summary>What an account or project may spend in a month (UTC), and what it has spent of it.</summary>
/// <param name="Credits">Absent: unbounded.</param>
/// <param name="WarnPercent">From which share on runs are warned.</param>
/// <param name="Spent">Credits settled this month.</param>
public sealed record BudgetView(decimal Spent, decimal? Credits = null, int? WarnPercent = null);
