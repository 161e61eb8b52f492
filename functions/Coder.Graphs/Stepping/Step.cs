using System.Text.Json.Nodes;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>One decision in the making: settles the pending visit, then enters nodes until one needs the outside.</summary>
internal sealed class Step(GraphDefinition graph, GraphState before, double elapsedSeconds)
{
    private readonly List<NodeTransition> transitions = [];
    private GraphState state = before with { Pending = null };

    public StepResult ScriptDone(ScriptNode node, NodeSucceeded done)
    {
        if (done.Result is not JsonObject result)
        {
            return FailNode(node, done.Visit, "R13", "The script's output is not one JSON object.");
        }

        var named = result["_next"] is JsonValue next && next.TryGetValue<string>(out var id) ? id : null;
        return Settle(node, done.Visit, result, null, Successor.Route(node, named));
    }

    public StepResult OutputDone(GraphNode node, NodeSucceeded done)
    {
        var hasSchema = node is LlmNode { OutputSchema: not null } or AgentNode { OutputSchema: not null };
        return Settle(node, done.Visit, hasSchema ? done.Result as JsonObject : null, ("output", done.Result), Successor.Next(node));
    }

    public StepResult Chosen(ApprovalNode node, int visit, string answer) =>
        Settle(node, visit, null, ("choice", answer), Successor.Choice(node, answer));

    public StepResult Entered(InputNode node, PendingVisit pending, string answer)
    {
        var text = answer.Length == 0 ? pending.Default ?? "" : answer;
        if (node.Validation is not null && !InputPredicate.IsSupported(node.Validation))
        {
            return FailNode(node, pending.Visit, "R17", $"`validation: {node.Validation}` is not supported; write {InputPredicate.Grammar}.");
        }

        if (node.Validation is null || InputPredicate.Problem(node.Validation, text) is not { } problem)
        {
            return Settle(node, pending.Visit, null, ("input", text), Successor.Next(node));
        }

        return pending.Attempt < GraphLimits.InputAsksMax
            ? AskAgain(node, pending, problem)
            : FailNode(node, pending.Visit, "R17", $"{pending.Attempt} answers were refused; the last one: {problem}");
    }

    public StepResult TimedOut(GraphNode node, int visit) => node switch
    {
        ApprovalNode { OnTimeout: { } option } approval when approval.Options.Contains(option, StringComparer.Ordinal) => Chosen(approval, visit, option),
        ApprovalNode { OnTimeout: { } target } => Enter(Divert(node, visit, "R17", "The question expired.", target)),
        InputNode { OnTimeout: { } target } => Enter(Divert(node, visit, "R17", "The question expired.", target)),
        _ => FailNode(node, visit, "R17", "The question expired without an answer, and the node has no `on_timeout`."),
    };

    /// <summary>A failure goes to the fallback, with the error in scope there, or fails the run.</summary>
    public StepResult FailNode(GraphNode node, int visit, string code, string message)
    {
        if (node.Fallback is not null)
        {
            return Enter(Divert(node, visit, code, message, node.Fallback));
        }

        transitions.Add(new("failed", node.Id, visit, null, code, message));
        return FailRun(code, message, node.Id);
    }

    public StepResult FailRun(string code, string message, string? node) =>
        End(new Finish(
            RunOutcome.Failed, $"CODER_FAILED\n\n{code}{(node is null ? "" : $" at node `{node}`")}: {message}", code, message, node));

    /// <summary>Enters a node; one that fails before it needs the outside leads on to its fallback.</summary>
    public StepResult Enter(string id)
    {
        for (var target = id; ;)
        {
            if (graph.Settings.TimeoutSeconds is { } limit && elapsedSeconds > limit)
            {
                return FailRun("R2", $"The run took longer than {limit} s (`settings.timeout`).", target);
            }

            if (graph.Find(target) is not { } node)
            {
                return FailRun("R4", $"There is no node `{target}`; the graph has {string.Join(", ", graph.Nodes.Select(known => known.Id))}.", null);
            }

            var visit = Count(node);
            if (visit > graph.Settings.MaxLoopIterations)
            {
                return FailRun("R3", $"Node `{node.Id}` was entered more than {graph.Settings.MaxLoopIterations} times (`settings.max_loop_iterations`).", node.Id);
            }

            transitions.Add(new("entered", node.Id, visit));
            if (node is EndNode end)
            {
                return Reach(end, visit);
            }

            var (command, problem) = CommandFactory.Create(graph, node, visit, state);
            if (command is not null)
            {
                var preset = (command as Ask)?.Default;
                return Wait(new PendingVisit(node.Id, visit, 1, preset), command);
            }

            if (node.Fallback is null)
            {
                return FailNode(node, visit, "R12", problem!);
            }

            target = Divert(node, visit, "R12", problem!, node.Fallback);
        }
    }

    private int Count(GraphNode node)
    {
        var visit = state.Visits.GetValueOrDefault(node.Id) + 1;
        state = state with { Visits = new Dictionary<string, int>(state.Visits, StringComparer.Ordinal) { [node.Id] = visit } };
        return visit;
    }

    private StepResult Settle(GraphNode node, int visit, JsonObject? merged, (string Name, JsonNode? Value)? scoped, Successor successor)
    {
        if (!GraphJson.IsShallow(scoped?.Value ?? merged))
        {
            return FailNode(node, visit, node is ScriptNode ? "R13" : "R14", $"The result nests deeper than {GraphJson.DepthMax} levels.");
        }

        var values = state.Values.DeepClone().AsObject();
        foreach (var (key, value) in merged ?? [])
        {
            if (node is not ScriptNode || key != "_next")
            {
                values[key] = value?.DeepClone();
            }
        }

        if (StateTemplates.Apply(node, values, new TemplateScope(values, state.Error, scoped?.Name, scoped?.Value)) is { } problem)
        {
            return FailNode(node, visit, "R12", problem);
        }

        if (GraphJson.IsLongerThan(values, GraphLimits.StateCharsMax))
        {
            return FailNode(node, visit, "R19", $"The state would be longer than {GraphLimits.StateCharsMax} characters.");
        }

        state = state with { Values = values, Error = null };
        transitions.Add(new("succeeded", node.Id, visit, successor.Node));
        return successor.Node is { } next ? Enter(next) : FailRun(successor.Code, successor.Problem, node.Id);
    }

    private string Divert(GraphNode node, int visit, string code, string message, string target)
    {
        var values = state.Values.DeepClone().AsObject();
        if (node is LlmNode && StateTemplates.Apply(node, values, new TemplateScope(values, state.Error, "output", message)) is null)
        {
            state = state with { Values = values };
        }

        state = state with { Error = new NodeError(code, message, node.Id) };
        transitions.Add(new("failed", node.Id, visit, target, code, message));
        return target;
    }

    private StepResult AskAgain(InputNode node, PendingVisit pending, string problem)
    {
        var (command, failure) = CommandFactory.Create(graph, node, pending.Visit, state);
        if (command is not Ask ask)
        {
            return FailNode(node, pending.Visit, "R12", failure!);
        }

        transitions.Add(new("asked_again", node.Id, pending.Visit, Message: problem));
        var attempt = pending.Attempt + 1;
        return Wait(pending with { Attempt = attempt }, ask with { Attempt = attempt, Problem = problem });
    }

    private StepResult Reach(EndNode node, int visit)
    {
        var values = state.Values.DeepClone().AsObject();
        var scope = new TemplateScope(values, state.Error);
        if (StateTemplates.Apply(node, values, scope) is { } problem)
        {
            return FailRun("R12", problem, node.Id);
        }

        var output = Template.Lenient(node.Output, scope);
        if (output.Problem is not null)
        {
            return FailRun("R12", output.Problem, node.Id);
        }

        var outcome = EndOutcome.Of(node);
        var (code, message) = EndOutcome.Reason(outcome, values, state.Error);
        state = state with { Values = values };
        transitions.Add(new("succeeded", node.Id, visit));
        return End(new Finish(outcome, output.Text, code, message, node.Id));
    }

    private StepResult Wait(PendingVisit pending, GraphCommand command)
    {
        state = state with { Pending = pending };
        return new StepResult(state, [command], transitions);
    }

    private StepResult End(Finish finish)
    {
        state = state with { Finished = finish, Pending = null };
        return new StepResult(state, [finish], transitions);
    }
}
