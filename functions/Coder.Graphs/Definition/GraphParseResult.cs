
namespace Coder.Graphs.Definition;

/// <param name="Definition">Best effort, so that later checks can go on; null when the file is no mapping. Run it only when no finding is an error.</param>
public sealed record GraphParseResult(GraphDefinition? Definition, IReadOnlyList<GraphFinding> Findings)
{
    internal SourceNode? Source { get; init; }
}
