using Coder.Contracts;
using Coder.Graphs.Definition;

namespace Coder.Functions.Runs;

/// <summary>Findings of a graph's check as the API shows them.</summary>
internal static class Findings
{
    internal static ValidationFinding ToView(GraphFinding finding) => new()
    {
        Code = finding.Code,
        Severity = finding.Severity == FindingSeverity.Error ? "error" : "warning",
        NodeId = finding.NodeId,
        File = finding.File,
        Line = finding.Line,
        Column = finding.Column,
        Message = finding.Message,
        Fix = finding.Fix,
    };
}
