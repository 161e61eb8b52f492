using Coder.Graphs.Definition;

namespace Coder.Functions.Quotes;

/// <summary>What is to be quoted.</summary>
/// <param name="Agent">Name of the run's own agent.</param>
/// <param name="Graphs">Its graph and those that it delegates to, by name.</param>
/// <param name="ModelOf">The model that answers a node, as the price table knows it.</param>
/// <param name="PromptBytes">Of the request.</param>
/// <param name="FixAttemptsMax">Of the request; null: the graph's.</param>
/// <param name="BudgetMicroCredits">Of the run; null: unbounded.</param>
internal sealed record QuoteSubject(
    string Agent, IReadOnlyDictionary<string, GraphDefinition> Graphs, Func<string?, string> ModelOf, long PromptBytes, int? FixAttemptsMax, long? BudgetMicroCredits);
