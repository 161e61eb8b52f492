using Coder.Graphs.Definition.Source;

namespace Coder.Graphs.Definition;

/// <summary>What the format has and this version does not run yet: refused by name (N rules), never ignored.</summary>
internal static class UnsupportedFields
{
    private static readonly string[] Later =
    [
        "join", "retries", "backoff_seconds", "assignees", "min_approvals", "binds", "channel", "on_item_error", "max_items",
    ];

    public static void RefuseInGraph(FieldReader fields)
    {
        if (fields.Value("reducers") is { } reducers and not SourceMapping { Entries.Count: 0 })
        {
            Refuse(fields, "N2", reducers.Mark, null, "reducers");
        }

        if (fields.Value("mcp_servers") is { } servers and not SourceSequence { Items.Count: 0 })
        {
            Refuse(fields, "N6", servers.Mark, null, "MCP servers");
        }

        RefuseSkills(fields, null);
    }

    public static void RefuseInNode(FieldReader fields, string type)
    {
        var node = fields.Node;
        if (fields.Value("next") is SourceSequence { Items.Count: > 1 } next)
        {
            Refuse(fields, "N1", next.Mark, node, "several `next` nodes (parallel branches)");
        }

        if (type is "map" or "rag" && fields.Value("type") is { } value)
        {
            Refuse(fields, type == "map" ? "N3" : "N4", value.Mark, node, $"nodes of type `{type}`");
        }

        foreach (var name in Later)
        {
            if (fields.Peek(name) is { } later)
            {
                Refuse(fields, "N8", later.Mark, node, $"the field `{name}`");
            }
        }

        RefuseSkills(fields, node);
    }

    private static void RefuseSkills(FieldReader fields, string? node)
    {
        if (fields.Value("enabled_skills") is { } skills and not SourceSequence { Items.Count: 0 })
        {
            Refuse(fields, "N5", skills.Mark, node, "skills");
        }
        else if (fields.Flag("skills_enabled") == true)
        {
            Refuse(fields, "N5", fields.Value("skills_enabled")!.Mark, node, "skills");
        }

        fields.Flag("inject_skill_instructions");
        fields.Text("skill_instructions");
    }

    private static void Refuse(FieldReader fields, string code, SourceMark mark, string? node, string what) =>
        fields.Findings.Error(code, mark, node, $"Not supported yet: {what}.", "Remove it, or wait for a later version.");
}
