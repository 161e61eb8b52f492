using Coder.Graphs.Definition.Source;

namespace Coder.Graphs.Definition;

/// <summary>Reads one node. A node that cannot be read becomes an <see cref="UnsupportedNode"/>, so that its id and edges stay known.</summary>
internal static class NodeParser
{
    private static readonly string[] Types = ["agent", "script", "approval", "input", "llm", "rag", "end", "map"];
    private static readonly string[] Gates = ["build", "test", "lint", "format"];
    private static readonly string[] Outcomes = ["complete", "rejected", "failed"];

    public static GraphNode Parse(SourceScalar key, SourceNode value, FindingList findings)
    {
        var id = key.Text;
        if (value is not SourceMapping map)
        {
            findings.Error("P2", key.Mark, id, $"Node `{id}` is {value.Kind}; a mapping is expected.", "Write at least `type:` below it.");
            return new UnsupportedNode("") { Id = id };
        }

        var fields = new FieldReader(map, findings, id, strict: true);
        if (fields.Text("id") is { Length: > 0 } own && own != id)
        {
            findings.Error("P4", map.Find("id"), id, $"The node's `id: {own}` differs from its key `{id}`.", "Remove `id`, or make both equal.");
        }

        if (fields.Value("type") is null)
        {
            fields.Missing("type");
        }

        var type = fields.OneOf("type", Types) ?? "";
        var node = Common(fields, Typed(type, id, fields));
        UnsupportedFields.RefuseInNode(fields, type);
        if (type.Length > 0 && node is not UnsupportedNode)
        {
            fields.WarnUnknown($"a node of type `{type}`");
        }

        return fields.Failed && node is not UnsupportedNode
            ? new UnsupportedNode(type) { Id = id, Next = node.Next, Fallback = node.Fallback }
            : node;
    }

    public static NodeBudget? Budget(FieldReader parent)
    {
        if (parent.Nested("budget") is not { } fields)
        {
            return null;
        }

        var budget = new NodeBudget(fields.Number("credits") is >= 0 and <= 1e9 and var credits ? (decimal)credits : null, fields.Count("seconds"));
        fields.WarnUnknown("`budget`");
        return budget;
    }

    private static GraphNode Typed(string type, string id, FieldReader fields) => type switch
    {
        "llm" => Llm(id, fields),
        "script" => Script(id, fields),
        "approval" => Approval(id, fields),
        "input" => new InputNode
        {
            Id = id,
            Question = fields.Required("question"),
            Default = fields.Text("default"),
            Validation = fields.Text("validation"),
            OnTimeout = fields.Text("on_timeout"),
        },
        "agent" => new AgentNode
        {
            Id = id,
            Agent = fields.Required("agent"),
            Prompt = fields.Required("prompt"),
            OutputSchema = fields.Json("output_schema"),
            SchemaRepairs = fields.Count("schema_repairs") ?? 2,
        },
        "end" => new EndNode
        {
            Id = id,
            Output = fields.Text("output") ?? "",
            Outcome = fields.OneOf("outcome", Outcomes) is { } outcome ? (RunOutcome)Array.IndexOf(Outcomes, outcome) : null,
        },
        _ => new UnsupportedNode(type) { Id = id, Branch = type == "map" ? fields.Text("branch") : null },
    };

    private static GraphNode Common(FieldReader fields, GraphNode node)
    {
        var common = node with
        {
            Description = fields.Text("description") ?? "",
            Next = fields.TextOrTexts("next"),
            Fallback = node is EndNode ? null : fields.Text("fallback"),
            Budget = node is EndNode ? null : Budget(fields),
            TimeoutSeconds = node is EndNode ? null : fields.Count("timeout"),
        };
        return node is UnsupportedNode ? common : common with { StateUpdates = Templates(fields, "state_updates"), StateSet = Templates(fields, "state_set") };
    }

    private static List<StateTemplate>? Templates(FieldReader fields, string name) =>
        fields.Pairs(name)?.Select(pair => new StateTemplate(pair.Key, pair.Value)).ToList();

    private static LlmNode Llm(string id, FieldReader fields) => new()
    {
        Id = id,
        Prompt = fields.Required("prompt"),
        Instructions = fields.Text("instructions"),
        Tools = fields.Texts("tools") ?? [],
        Model = fields.Text("model"),
        Temperature = fields.Number("temperature"),
        TopP = fields.Number("top_p"),
        ReasoningEffort = fields.Text("reasoning_effort"),
        MaxAttempts = fields.Count("max_attempts") ?? 1,
        MaxIterations = fields.Count("max_iterations") ?? 10,
        OutputSchema = fields.Json("output_schema"),
        SchemaRepairs = fields.Count("schema_repairs") ?? 2,
    };

    private static ScriptNode Script(string id, FieldReader fields) => new()
    {
        Id = id,
        Script = fields.Required("script"),
        Routes = fields.Value("routes") is SourceSequence
            ? fields.Texts("routes")?.Distinct().ToDictionary(target => target, StringComparer.Ordinal)
            : fields.TextMap("routes"),
        Writes = fields.Texts("writes"),
        Gate = fields.OneOf("gate", Gates),
    };

    private static ApprovalNode Approval(string id, FieldReader fields)
    {
        foreach (var name in new[] { "options", "routes" }.Where(name => fields.Value(name) is null))
        {
            fields.Missing(name);
        }

        return new ApprovalNode
        {
            Id = id,
            Question = fields.Required("question"),
            Options = fields.Texts("options") ?? [],
            Routes = fields.TextMap("routes") ?? new Dictionary<string, string>(),
            OnOther = fields.Required("on_other"),
            OnTimeout = fields.Text("on_timeout"),
        };
    }
}
