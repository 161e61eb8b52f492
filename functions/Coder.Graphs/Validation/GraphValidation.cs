using Coder.Graphs.Definition;
using Coder.Graphs.Definition.Source;
using Coder.Graphs.Folders;

namespace Coder.Graphs.Validation;

/// <summary>Every static check of a graph agent: parsing (P), loading (L), what is not supported yet (N), errors (E) and warnings (W).</summary>
public static class GraphValidation
{
    public static GraphReport Validate(AgentFolder folder, ValidationContext? context = null)
    {
        if (folder.Findings.Count > 0 || folder.Find(AgentFolder.GraphFile) is not { } file)
        {
            return new(null, folder.Findings);
        }

        var name = folder.FileName(AgentFolder.GraphFile);
        var parsed = GraphParser.Parse(name, file.Content.Span);
        if (parsed.Definition is not { } graph)
        {
            return new(null, parsed.Findings);
        }

        var findings = new FindingList(name);
        var check = new GraphCheck(graph, parsed.Source!, folder, context ?? new(), findings);
        EdgeRules.Check(check);
        NodeRules.Check(check);
        ToolRules.Check(check);
        var all = parsed.Findings.Concat(findings.Items)
            .OrderBy(finding => finding.Line).ThenBy(finding => finding.Column).ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .ToArray();
        return new(all.Any(finding => finding.Severity == FindingSeverity.Error) ? null : graph, all);
    }
}
