namespace Coder.Graphs.Definition;

/// <summary>Ends the run with an output.</summary>
public sealed record EndNode : GraphNode
{
    public override string Type => "end";

    public string Output { get; init; } = "";

    /// <summary>Null: the literal text of <see cref="Output"/> before any reference decides.</summary>
    public RunOutcome? Outcome { get; init; }
}
