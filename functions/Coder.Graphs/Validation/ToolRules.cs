using Coder.Graphs.Definition;

namespace Coder.Graphs.Validation;

/// <summary>L3, E10, E11, E12: tools and models against what the agent declares and the platform knows.</summary>
internal static class ToolRules
{
    private const string McpPrefix = "mcp:";

    public static void Check(GraphCheck check)
    {
        if (check.Graph.Model is { } model && check.Context.IsKnownModel?.Invoke(model) == false)
        {
            check.GraphError("L3", ["model"], $"The model `{model}` is not known.", "Write `provider:model`, or leave it out to use the caller's.");
        }

        var declared = Declared(check);
        foreach (var node in check.Graph.Nodes.OfType<LlmNode>())
        {
            for (var i = 0; i < node.Tools.Count; i++)
            {
                Tool(check, node, i, declared);
            }

            if (node.Model is { } own && check.Context.IsKnownModel?.Invoke(own) == false)
            {
                check.Error("E12", node, ["model"], $"The model `{own}` is not known.", "Write `provider:model`, or leave it out to use the graph's.");
            }
        }
    }

    /// <summary>The tools that nodes may list: the stems of <c>global_tools</c> and of the agent's own tool files.</summary>
    private static HashSet<string> Declared(GraphCheck check)
    {
        var own = check.Folder.Files.Select(file => file.Path)
            .Where(path => path.StartsWith("tools/", StringComparison.Ordinal) && path.IndexOf('/', "tools/".Length) < 0)
            .Select(Path.GetFileNameWithoutExtension).OfType<string>().ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < check.Graph.GlobalTools.Count; i++)
        {
            var stem = Path.GetFileNameWithoutExtension(check.Graph.GlobalTools[i]);
            if (check.Context.ToolNames is { } known && !known.Contains(stem) && !own.Contains(stem))
            {
                check.GraphError("E11", ["global_tools", i], $"There is no tool `{stem}`.", Suggestion.Sentence(stem, [.. known.Order(StringComparer.Ordinal)]));
            }
        }

        return [.. own, .. check.Graph.GlobalTools.Select(Path.GetFileNameWithoutExtension).OfType<string>()];
    }

    private static void Tool(GraphCheck check, LlmNode node, int index, HashSet<string> declared)
    {
        var tool = node.Tools[index];
        if (tool.StartsWith(McpPrefix, StringComparison.Ordinal))
        {
            if (!check.Graph.McpServers.Contains(tool[McpPrefix.Length..]))
            {
                check.Error("E10", node, ["tools", index], $"`{tool}` is not among the graph's `mcp_servers`.", "Add the server there, or remove the tool.");
            }

            return;
        }

        // Families such as user__ask belong to the platform; listing one is how a node opts in.
        var family = tool.Contains("__", StringComparison.Ordinal) && check.Context.ToolNames?.Contains(tool) != false;
        if (!declared.Contains(tool) && !family)
        {
            var near = Suggestion.For(tool, declared);
            var fix = near is null ? $"Add `{tool}` to `global_tools`." : $"Did you mean `{near}`? Else add `{tool}` to `global_tools`.";
            check.Error("E11", node, ["tools", index], $"The tool `{tool}` is not declared by the graph.", fix);
        }
    }
}
