using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;
using Coder.Graphs.Folders;
using Coder.Graphs.Stepping;

namespace Coder.Graphs.Validation;

/// <summary>E4–E7, E20, E34–E38, N7, N9, W3, W12, W13, W14: each node by itself.</summary>
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
            Budget(check, node);
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

    /// <summary>Budgets that nothing could ever use.</summary>
    private static void Budget(GraphCheck check, GraphNode node)
    {
        if (node.Budget is not { } budget)
        {
            return;
        }

        if (node is ApprovalNode or InputNode)
        {
            check.Warning("W14", node, ["budget"], $"`budget` has no effect on a node of type `{node.Type}`: waiting for people costs nothing.", "Remove it; `timeout` bounds the wait.");
        }
        else if (node is ScriptNode && budget.Credits is not null)
        {
            check.Warning("W14", node, ["budget", "credits"], "`budget.credits` has no effect on a script: it asks no model.", "Remove it, or give `budget.seconds`.");
        }
    }

    private static void ScriptFile(GraphCheck check, ScriptNode node)
    {
        if (node.Gate is not null)
        {
            check.Error("N9", node, ["gate"], "Not supported yet: `gate` on a script file.", "Use a `builtin/verify_*` step.");
        }

        var path = node.Script.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        if (path.StartsWith('/') || path.Split('/').Contains(".."))
        {
            check.Error("E37", node, ["script"], $"The script `{node.Script}` is outside the agent's folder.", "Move it into the folder.");
        }
        else if (check.Folder.Find(path) is null)
        {
            var scripts = check.Folder.Files.Select(file => file.Path).Where(file => file != AgentFolder.GraphFile).ToArray();
            var fix = Suggestion.For(path, scripts) is { } near ? $"Did you mean `{near}`?" : "Add the file, or name one that exists.";
            check.Error("E4", node, ["script"], $"The script `{node.Script}` does not exist.", fix);
        }
    }

    private static void Builtin(GraphCheck check, ScriptNode node, string name)
    {
        if (BuiltinSteps.OutcomesOf(name) is not { } outcomes)
        {
            check.Error("E34", node, ["script"], $"There is no platform step `{name}`.", Suggestion.Sentence(name, [.. BuiltinSteps.Names]));
            return;
        }

        if (node.Gate is { } gate && gate != BuiltinSteps.GateOf(name))
        {
            check.Error("E38", node, ["gate"], $"`{node.Script}` is not the `{gate}` gate.", "Remove `gate`; the platform step knows its own.");
        }

        var routes = node.Routes ?? new Dictionary<string, string>();
        foreach (var key in routes.Keys.Where(key => !outcomes.Contains(key)))
        {
            var message = $"`{key}` is no outcome of `{node.Script}`, so this route is never taken.";
            check.Warning("W12", node, ["routes", key], message, Suggestion.Sentence(key, [.. outcomes]));
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
        AgentKind? found = node.Agent == check.Folder.Name ? AgentKind.Graph
            : check.Folder.Siblings.TryGetValue(node.Agent, out var kind) ? kind : null;
        switch (found)
        {
            case null:
                var others = check.Folder.Siblings.Keys.Order(StringComparer.Ordinal).ToArray();
                check.Error("E5", node, ["agent"], $"There is no agent `{node.Agent}` next to this one.", Suggestion.Sentence(node.Agent, others));
                break;
            case AgentKind.None or AgentKind.Both:
                var message = $"The folder `{node.Agent}` does not hold exactly one of graph.yaml and config.yaml.";
                check.Error("E6", node, ["agent"], message, "Give it a graph.yaml.");
                break;
            case AgentKind.Plain:
                var plain = $"Not supported yet: plain agents (`{node.Agent}` has a config.yaml).";
                check.Error("N7", node, ["agent"], plain, "Write a graph.yaml for it instead.");
                break;
        }
    }

    private static void Approval(GraphCheck check, ApprovalNode node)
    {
        for (var i = 0; i < node.Options.Count; i++)
        {
            if (!node.Routes.ContainsKey(node.Options[i]))
            {
                var option = node.Options[i];
                check.Error("E7", node, ["options", i], $"The option `{option}` has no entry in `routes`.", $"Add `{option}: NODE` to `routes`.");
            }
        }

        foreach (var key in node.Routes.Keys.Where(key => !node.Options.Contains(key)))
        {
            var message = $"The route `{key}` is not among the options; only a free-text answer takes it.";
            check.Warning("W3", node, ["routes", key], message, "Add it to `options`, or remove it.");
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
