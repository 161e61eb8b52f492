using Coder.Graphs.Stepping;

namespace Coder.Functions.Runs;

/// <summary>What one step decided: the graph's state after it, and the command.</summary>
/// <param name="Kept">Hashes of the state's large values, by key.</param>
public sealed record RunStep(GraphState State, GraphCommand Command, IReadOnlyDictionary<string, string> Kept);
