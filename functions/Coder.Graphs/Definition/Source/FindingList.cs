namespace Coder.Graphs.Definition.Source;

/// <summary>Collects the findings of one file.</summary>
internal sealed class FindingList(string file)
{
    private readonly List<GraphFinding> items = [];

    public IReadOnlyList<GraphFinding> Items => items;

    public bool HasErrors => items.Any(item => item.Severity == FindingSeverity.Error);

    public void Error(string code, SourceMark mark, string? node, string message, string fix) =>
        items.Add(new(code, FindingSeverity.Error, node, file, mark.Line, mark.Column, message, fix));

    public void Warning(string code, SourceMark mark, string? node, string message, string fix) =>
        items.Add(new(code, FindingSeverity.Warning, node, file, mark.Line, mark.Column, message, fix));
}
