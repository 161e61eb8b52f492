using Coder.Graphs.Definition;

namespace Coder.Graphs.Validation;

/// <param name="Definition">Null unless the graph may run.</param>
/// <param name="Findings">In file order.</param>
public sealed record GraphReport(GraphDefinition? Definition, IReadOnlyList<GraphFinding> Findings)
{
    /// <summary>True when no finding is an error.</summary>
    public bool IsValid => Definition is not null;
}
