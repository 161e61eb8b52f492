using System.Text;
using Coder.Graphs.Definition;
using Coder.Graphs.Folders;
using Coder.Graphs.Validation;

namespace Coder.Tests.Graphs;

/// <summary>Short ways from YAML text to a folder, a report and a definition.</summary>
internal static class GraphText
{
    public static readonly ValidationContext Context = new()
    {
        ToolNames = new HashSet<string> { "fs_cat", "fs_write", "user__ask" },
        IsKnownModel = model => model.StartsWith("scripted:", StringComparison.Ordinal),
    };

    public static AgentFolder Folder(string yaml) => new(
        "sample",
        [new("graph.yaml", Encoding.UTF8.GetBytes(yaml)), new("scripts/step.sh", "echo {}"u8.ToArray())],
        new Dictionary<string, AgentKind>
        {
            ["child"] = AgentKind.Graph,
            ["plain"] = AgentKind.Plain,
            ["nothing"] = AgentKind.None,
        },
        []);

    public static GraphReport Report(string yaml) => GraphValidation.Validate(Folder(yaml), Context);

    public static GraphDefinition Valid(string yaml)
    {
        var report = Report(yaml);
        Assert.True(report.IsValid, string.Join("\n", report.Findings));
        return report.Definition!;
    }

    /// <summary>The nodes inside a graph that starts at <c>a</c> and has an end node <c>z</c>.</summary>
    public static string Graph(string nodes, string top = "") =>
        $"name: sample\nstart: a\n{top}{(top.Length == 0 || top.EndsWith('\n') ? "" : "\n")}nodes:\n{Indent(nodes)}\n  z: {{ type: end, output: \"done {{{{value}}}}\" }}\n";

    private static string Indent(string nodes) => string.Join('\n', nodes.TrimEnd().Split('\n').Select(line => "  " + line));
}
