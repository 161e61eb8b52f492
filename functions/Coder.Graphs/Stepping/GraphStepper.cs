using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>The decider of a graph run: pure, synchronous, deterministic. Deciding twice gives the same.</summary>
public static class GraphStepper
{
    /// <summary>Seeds the state and enters the start node.</summary>
    /// <remarks>The variable <c>project_dir</c> stands in for an empty <see cref="Builtin.BuiltinInput.ProjectDir"/>.</remarks>
    public static StepResult Start(GraphDefinition graph, StartInput input)
    {
        var values = graph.InitialState.DeepClone().AsObject();
        values["initial_prompt"] = input.Prompt;
        var variables = VariableValues.Resolve(graph, input.Variables);
        var overrides = input.Overrides.ProjectDir.Length > 0
            ? input.Overrides
            : input.Overrides with { ProjectDir = variables.Values.GetValueOrDefault("project_dir", "") };
        var step = new Step(graph, new GraphState { Values = values, Variables = variables.Values, Overrides = overrides }, 0);
        return variables.Problem is { } problem ? step.FailRun("L7", problem, null) : step.Enter(graph.Start);
    }

    /// <summary>Applies one event. A repeat of an event that was decided before changes nothing and gives no command.</summary>
    /// <exception cref="IllegalGraphEventException">The event cannot belong to this run.</exception>
    public static StepResult Next(GraphDefinition graph, GraphState state, GraphEvent graphEvent)
    {
        if (state.Finished is not null)
        {
            return new StepResult(state, [], []) { Ignored = true };
        }

        if (graphEvent is RunStopped stopped)
        {
            return new Step(graph, state, stopped.ElapsedSeconds).FailRun(stopped.Code, stopped.Message, state.Pending?.Node);
        }

        var (nodeId, visit) = Place(graphEvent);
        var node = graph.Find(nodeId) ?? throw new IllegalGraphEventException($"The graph has no node `{nodeId}`.");
        if (visit < 1 || visit > state.Visits.GetValueOrDefault(nodeId))
        {
            throw new IllegalGraphEventException($"Node `{nodeId}` was entered {state.Visits.GetValueOrDefault(nodeId)} times; visit {visit} does not exist.");
        }

        if (state.Pending is not { } pending || pending.Node != nodeId || pending.Visit != visit || AttemptOf(graphEvent, pending) < pending.Attempt)
        {
            return new StepResult(state, [], []) { Ignored = true };
        }

        if (!Fits(node, graphEvent) || AttemptOf(graphEvent, pending) > pending.Attempt)
        {
            throw new IllegalGraphEventException(
                $"Node `{nodeId}` of type `{node.Type}` waits for attempt {pending.Attempt}; {graphEvent.GetType().Name} does not answer that.");
        }

        return Decide(new Step(graph, state, graphEvent.ElapsedSeconds), node, pending, graphEvent);
    }

    private static StepResult Decide(Step step, GraphNode node, PendingVisit pending, GraphEvent graphEvent) => (node, graphEvent) switch
    {
        (ScriptNode script, NodeSucceeded done) => step.ScriptDone(script, done),
        (_, NodeSucceeded done) => step.OutputDone(node, done),
        (ApprovalNode approval, Answered answered) => step.Chosen(approval, answered.Visit, answered.Answer),
        (InputNode input, Answered answered) => step.Entered(input, pending, answered.Answer),
        (_, Expired expired) => step.TimedOut(node, expired.Visit),
        (_, NodeFailed failed) => step.FailNode(node, failed.Visit, failed.Code.Length == 0 ? DefaultCode(node) : failed.Code, failed.Message),
        _ => throw new IllegalGraphEventException($"{graphEvent.GetType().Name} is not an event of node `{node.Id}`."),
    };

    private static bool Fits(GraphNode node, GraphEvent graphEvent) => graphEvent switch
    {
        NodeSucceeded => node is LlmNode or ScriptNode or AgentNode,
        Answered or Expired => node is ApprovalNode or InputNode,
        _ => true,
    };

    private static (string Node, int Visit) Place(GraphEvent graphEvent) => graphEvent switch
    {
        NodeSucceeded done => (done.Node, done.Visit),
        NodeFailed failed => (failed.Node, failed.Visit),
        Answered answered => (answered.Node, answered.Visit),
        Expired expired => (expired.Node, expired.Visit),
        _ => throw new IllegalGraphEventException($"{graphEvent.GetType().Name} is not an event of a node."),
    };

    private static int AttemptOf(GraphEvent graphEvent, PendingVisit pending) => graphEvent switch
    {
        Answered answered => answered.Attempt,
        Expired expired => expired.Attempt,
        _ => pending.Attempt,
    };

    private static string DefaultCode(GraphNode node) => node switch
    {
        ScriptNode => "R13",
        LlmNode => "R14",
        AgentNode => "R15",
        _ => "R17",
    };
}
