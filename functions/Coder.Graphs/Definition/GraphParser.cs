using Coder.Graphs.Definition.Source;

namespace Coder.Graphs.Definition;

/// <summary>Reads a <c>graph.yaml</c>. Collects every finding it can instead of stopping at the first.</summary>
public static class GraphParser
{
    private const string SupportedVersion = "1.0";

    /// <param name="file">The name that findings carry.</param>
    public static GraphParseResult Parse(string file, ReadOnlySpan<byte> utf8)
    {
        var findings = new FindingList(file);
        var source = SourceReader.Read(utf8, "Write at least `name`, `start` and `nodes`.", problem =>
            findings.Error(problem.IsTooLarge ? "P1" : "P2", problem.Mark, null, problem.Message, problem.Fix));
        if (source is not SourceMapping map)
        {
            if (source is not null)
            {
                findings.Error("P2", source.Mark, null, $"The file is {source.Kind}; a mapping is expected.", "Write at least `name`, `start` and `nodes`.");
            }

            return new(null, findings.Items);
        }

        return new(Graph(map, findings), findings.Items) { Source = map };
    }

    private static GraphDefinition Graph(SourceMapping map, FindingList findings)
    {
        var fields = new FieldReader(map, findings, null, strict: false);
        var graph = new GraphDefinition
        {
            Name = fields.Required("name"),
            Description = fields.Text("description") ?? "",
            Version = fields.Text("version") ?? SupportedVersion,
            Model = fields.Text("model"),
            Temperature = fields.Number("temperature"),
            TopP = fields.Number("top_p"),
            ReasoningEffort = fields.Text("reasoning_effort"),
            GlobalTools = fields.Texts("global_tools") ?? [],
            McpServers = fields.Texts("mcp_servers") ?? [],
            ConversationStarters = fields.Texts("conversation_starters") ?? [],
            Variables = Variables(fields),
            Settings = Settings(fields),
            InitialState = fields.Json("initial_state") ?? [],
            Start = fields.Required("start"),
            Nodes = Nodes(fields),
        };
        UnsupportedFields.RefuseInGraph(fields);
        fields.WarnUnknown("a graph");
        CheckStructure(graph, map, findings);
        return graph;
    }

    private static void CheckStructure(GraphDefinition graph, SourceMapping map, FindingList findings)
    {
        if (graph.Version != SupportedVersion)
        {
            findings.Error("P3", map.Find("version"), null, $"Version `{graph.Version}` is not supported.", $"Write `version: \"{SupportedVersion}\"`.");
        }

        if (graph.Name.Trim().Length == 0 && map.Entries.Any(entry => entry.Key.Text == "name"))
        {
            findings.Error("P5", map.Find("name"), null, "`name` is empty.", "Give the graph a name.");
        }

        if (graph.Nodes.Count == 0)
        {
            findings.Error("P6", map.Find("nodes"), null, "The graph has no nodes.", "Add nodes below `nodes:`; at least one of type `end`.");
        }
        else if (graph.Start.Length > 0 && graph.Find(graph.Start) is null)
        {
            var ids = graph.Nodes.Select(node => node.Id).ToArray();
            findings.Error("P7", map.Find("start"), null, $"`start: {graph.Start}` names no node.", Suggestion.Sentence(graph.Start, ids));
        }
    }

    private static List<GraphVariable> Variables(FieldReader fields)
    {
        var variables = new List<GraphVariable>();
        foreach (var item in (fields.Value("variables") as SourceSequence)?.Items ?? [])
        {
            if (item is not SourceMapping map)
            {
                fields.Fail(item.Mark, $"A variable is {item.Kind}; a mapping is expected.", "Write `name`, `description` and, if there is one, `default`.");
                continue;
            }

            var variable = new FieldReader(map, fields.Findings, null, strict: false);
            variables.Add(new(variable.Required("name"), variable.Required("description"), variable.Text("default")));
            variable.WarnUnknown("a variable");
        }

        if (fields.Value("variables") is { } value and not SourceSequence)
        {
            fields.Fail(value.Mark, $"`variables` is {value.Kind}; a list is expected.", "Write a list of mappings.");
        }

        return variables;
    }

    private static GraphSettings Settings(FieldReader graph)
    {
        var defaults = new GraphSettings();
        if (graph.Nested("settings") is not { } fields)
        {
            return defaults;
        }

        var settings = new GraphSettings
        {
            MaxLoopIterations = fields.Count("max_loop_iterations") ?? defaults.MaxLoopIterations,
            TimeoutSeconds = fields.Count("timeout"),
            LogStateSnapshots = fields.Flag("log_state_snapshots") ?? defaults.LogStateSnapshots,
            ValidateBeforeRun = fields.Flag("validate_before_run") ?? defaults.ValidateBeforeRun,
            MaxConcurrency = fields.Count("max_concurrency") ?? defaults.MaxConcurrency,
            Budget = NodeParser.Budget(fields),
        };
        fields.WarnUnknown("`settings`");
        return settings;
    }

    private static List<GraphNode> Nodes(FieldReader fields)
    {
        var nodes = new List<GraphNode>();
        if (fields.Value("nodes") is not { } value)
        {
            fields.Missing("nodes");
        }
        else if (value is not SourceMapping map)
        {
            fields.Fail(value.Mark, $"`nodes` is {value.Kind}; a mapping is expected.", "Write `nodes:` with one `ID:` below it for each node.");
        }
        else
        {
            nodes.AddRange(map.Entries.Select(entry => NodeParser.Parse(entry.Key, entry.Value, fields.Findings)));
        }

        return nodes;
    }
}
