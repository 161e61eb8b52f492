namespace Coder.Graphs.Definition;

/// <summary>One finding of a graph's check.</summary>
/// <param name="Code">Rule id (docs/graph-agents.md).</param>
/// <param name="NodeId">Null: the graph as a whole.</param>
/// <param name="Line">1-based; 0: no place in the file.</param>
/// <param name="Column">1-based; 0: no place in the file.</param>
/// <param name="Fix">What to do about it, as one sentence.</param>
public sealed record GraphFinding(
    string Code, FindingSeverity Severity, string? NodeId, string File, int Line, int Column, string Message, string Fix)
{
    /// <summary>As compilers print it.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Severity == FindingSeverity.Error ? "error" : "warning")} {Code}: {Message} {Fix}";
}
