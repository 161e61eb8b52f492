using Coder.Graphs.Definition;
using Coder.Graphs.Definition.Source;
using Coder.Graphs.Folders;

namespace Coder.Graphs.Validation;

/// <summary>What each group of rules works on.</summary>
internal sealed record GraphCheck(GraphDefinition Graph, SourceNode Source, AgentFolder Folder, ValidationContext Context, FindingList Findings)
{
    public IReadOnlyList<Edge> Edges { get; } = [.. Graph.Nodes.SelectMany(Edge.Of)];

    public void Error(string code, GraphNode node, object[] path, string message, string fix) =>
        Findings.Error(code, Place(node, path), node.Id, message, fix);

    public void Warning(string code, GraphNode node, object[] path, string message, string fix) =>
        Findings.Warning(code, Place(node, path), node.Id, message, fix);

    public void GraphError(string code, object[] path, string message, string fix) => Findings.Error(code, Source.Find(path), null, message, fix);

    private SourceMark Place(GraphNode node, object[] path) => Source.Find(["nodes", node.Id, .. path]);
}
