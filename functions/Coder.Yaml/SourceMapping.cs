namespace Coder.Yaml;

/// <summary>In file order; keys are unique.</summary>
public sealed class SourceMapping(SourceMark mark, IReadOnlyList<(SourceScalar Key, SourceNode Value)> entries)
    : SourceNode(mark, 1 + entries.Sum(entry => 1 + entry.Value.Size), 1 + entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max())
{
    public IReadOnlyList<(SourceScalar Key, SourceNode Value)> Entries { get; } = entries;

    public override string Kind => "a mapping";
}
