namespace Coder.Functions.Runs;

/// <summary>What a scope (the run, or an agent node's child within it) starts from.</summary>
/// <param name="DefinitionHash">The agent's folder as it was then.</param>
public sealed record ScopeDocument(string DefinitionHash, string Prompt)
{
    /// <summary>Seconds that the run had worked by then.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Seconds of the run's work after which the scope has no time left; null: no limit of its own.</summary>
    public double? ElapsedMax { get; init; }

    /// <summary>Budgets of the agent nodes that this scope works for, the outermost first.</summary>
    public IReadOnlyList<ScopeBudget> Budgets { get; init; } = [];
}
