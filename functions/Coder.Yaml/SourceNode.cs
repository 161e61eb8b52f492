namespace Coder.Yaml;

/// <summary>A YAML value with its place.</summary>
/// <param name="mark">Where it begins.</param>
/// <param name="size">Nodes in it once aliases are expanded.</param>
/// <param name="depth">Levels in it once aliases are expanded.</param>
public abstract class SourceNode(SourceMark mark, long size, int depth)
{
    public SourceMark Mark { get; } = mark;

    public long Size { get; } = size;

    public int Depth { get; } = depth;

    public abstract string Kind { get; }

    /// <summary>The deepest place that exists on a path of keys (text) and indexes (int); the key's place for nested mappings and lists.</summary>
    public SourceMark Find(params object[] path)
    {
        var node = this;
        var mark = Mark;
        foreach (var part in path)
        {
            var child = (node, part) switch
            {
                (SourceMapping map, string key) => map.Entries.FirstOrDefault(entry => entry.Key.Text == key) is { Key: { } found } entry
                    ? (entry.Value, entry.Value is SourceScalar ? entry.Value.Mark : found.Mark)
                    : default,
                (SourceSequence list, int index) when index < list.Items.Count => (list.Items[index], list.Items[index].Mark),
                _ => default((SourceNode Node, SourceMark Mark)),
            };
            if (child.Item1 is null)
            {
                return mark;
            }

            (node, mark) = child;
        }

        return mark;
    }
}
