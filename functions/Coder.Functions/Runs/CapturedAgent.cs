namespace Coder.Functions.Runs;

/// <summary>An agent as it is when a run starts.</summary>
/// <param name="Hash">SHA-256 of its folder, under which its files are kept.</param>
/// <param name="DeclaredModels">One a llm node: its model or the graph's; null where neither is given.</param>
/// <param name="TimeoutSeconds">The lesser of <c>settings.timeout</c> and <c>settings.budget.seconds</c>; null: no limit.</param>
/// <param name="BudgetCredits"><c>settings.budget.credits</c>: the budget of a request that names none.</param>
/// <param name="Hashes">Of the agent and all it delegates to, by name.</param>
public sealed record CapturedAgent(
    string Name, string Hash, IReadOnlyList<string?> DeclaredModels, int? TimeoutSeconds, decimal? BudgetCredits,
    IReadOnlyDictionary<string, string> Hashes)
{
    /// <summary>True: no node of it can change a file or run a command.</summary>
    public bool IsReading { get; init; }
}
