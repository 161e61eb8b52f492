namespace Coder.Yaml;

public sealed class SourceSequence(SourceMark mark, IReadOnlyList<SourceNode> items)
    : SourceNode(mark, 1 + items.Sum(item => item.Size), 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max())
{
    public IReadOnlyList<SourceNode> Items { get; } = items;

    public override string Kind => "a list";
}
