namespace Coder.Graphs.Definition;

/// <summary>A node of a type that this version refuses; kept so that the other checks still see it.</summary>
public sealed record UnsupportedNode(string TypeWord) : GraphNode
{
    public override string Type => TypeWord;

    /// <summary>The node that a <c>map</c> repeats; null for others.</summary>
    public string? Branch { get; init; }
}
