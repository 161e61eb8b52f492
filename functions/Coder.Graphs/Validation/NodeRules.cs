using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;
using Coder.Graphs.Definition.Source;
using Coder.Graphs.Folders;
using Coder.Graphs.Stepping;

namespace Coder.Graphs.Validation;

/// <summary>E4–E7, E20, E34–E37, N7, W3, W12, W13: each node by itself.</summary>
internal static class NodeRules
{
    public static void Check(GraphCheck check)
    {
        if (check.Graph.Settings.MaxConcurrency == 0)
        {
            check.GraphError("E20", ["settings", "max_concurrency"], "`max_concurrency` is 0, so nothing could run.", "Write 1 or more.");
        }

        foreach (var node in check.Graph.Nodes)
        {
            switch (node)
            {
                case ScriptNode { Builtin: { } builtin } script:
                    Builtin(check, script, builtin);
                    break;
                case ScriptNode script:
                    ScriptFile(check, script);
                    break;
                case AgentNode agent:
                    Agent(check, agent);
                    break;
                case ApprovalNode approval:
                    Approval(check, approval);
                    break;
                case InputNode input:
                    Input(check, input);
                    break;
            }
        }
    }

    private static void ScriptFile(GraphCheck check, ScriptNode node)
    {
        var path = node.Script.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        if (path.StartsWith('/') || path.Split('/').Contains(".."))
        {
            check.Error("E37", node, ["script"], $"The script `{node.Script}` is outside the agent's folder.", "Move it into the folder and name it relative to that.");
        }
        else if (check.Folder.Find(path) is null)
        {
            var scripts = check.Folder.Files.Select(file => file.Path).Where(file => file != AgentFolder.GraphFile).ToArray();
            check.Error("E4", node, ["script"], $"The script `{node.Script}` does not exist.", Suggestion.For(path, scripts) is { } near ? $"Did you mean `{near}`?" : "Add the file, or name one that exists.");
        }
    }

    private static void Builtin(GraphCheck check, ScriptNode node, string name)
    {
        if (BuiltinSteps.OutcomesOf(name) is not { } outcomes)
        {
            check.Error("E34", node, ["script"], $"There is no platform step `{name}`.", Suggestion.Sentence(name, [.. BuiltinSteps.Names]));
            return;
        }

        var routes = node.Routes ?? new Dictionary<string, string>();
        foreach (var key in routes.Keys.Where(key => !outcomes.Contains(key)))
        {
            check.Warning("W12", node, ["routes", key], $"`{key}` is no outcome of `{node.Script}`, so this route is never taken.", Suggestion.Sentence(key, [.. outcomes]));
        }

        var lost = outcomes.Where(outcome => !BuiltinSteps.Spellings(outcome).Any(routes.ContainsKey)).ToArray();
        if (node.Next is null or [] && lost.Length > 0)
        {
            check.Error(
                "E35",
                node,
                ["routes"],
                $"Outcomes of `{node.Script}` lead nowhere: {string.Join(", ", lost)}.",
                $"Add `{lost[0]}: NODE` to `routes`, or a `next` for every outcome without a route.");
        }
    }

    private static void Agent(GraphCheck check, AgentNode node)
    {
        switch (node.Agent == check.Folder.Name ? AgentKind.Graph : check.Folder.Siblings.TryGetValue(node.Agent, out var kind) ? kind : (AgentKind?)null)
        {
            case null:
                check.Error("E5", node, ["agent"], $"There is no agent `{node.Agent}` next to this one.", Suggestion.Sentence(node.Agent, [.. check.Folder.Siblings.Keys.Order(StringComparer.Ordinal)]));
                break;
            case AgentKind.None or AgentKind.Both:
                check.Error("E6", node, ["agent"], $"The folder `{node.Agent}` does not hold exactly one of graph.yaml and config.yaml.", "Give it a graph.yaml.");
                break;
            case AgentKind.Plain:
                check.Error("N7", node, ["agent"], $"Not supported yet: plain agents (`{node.Agent}` has a config.yaml).", "Write a graph.yaml for it instead.");
                break;
        }
    }

    private static void Approval(GraphCheck check, ApprovalNode node)
    {
        for (var i = 0; i < node.Options.Count; i++)
        {
            if (!node.Routes.ContainsKey(node.Options[i]))
            {
                check.Error("E7", node, ["options", i], $"The option `{node.Options[i]}` has no entry in `routes`.", $"Add `{node.Options[i]}: NODE` to `routes`.");
            }
        }

        foreach (var key in node.Routes.Keys.Where(key => !node.Options.Contains(key)))
        {
            check.Warning("W3", node, ["routes", key], $"The route `{key}` is not among the options; only a free-text answer takes it.", "Add it to `options`, or remove it.");
        }

        Deadline(check, node, node.OnTimeout);
    }

    private static void Input(GraphCheck check, InputNode node)
    {
        if (node.Validation is { } predicate && !InputPredicate.IsSupported(predicate))
        {
            check.Error("E36", node, ["validation"], $"`{predicate}` is not a supported validation.", $"Write {InputPredicate.Grammar}.");
        }

        Deadline(check, node, node.OnTimeout);
    }

    private static void Deadline(GraphCheck check, GraphNode node, string? onTimeout)
    {
        if (onTimeout is not null && node.TimeoutSeconds is null)
        {
            check.Warning("W13", node, ["on_timeout"], "`on_timeout` has no effect without `timeout`.", "Add `timeout: SECONDS`.");
        }
    }
}
