using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>Renders a node into the command of one visit.</summary>
internal static class CommandFactory
{
    /// <returns>A command, or null and the problem (R12).</returns>
    public static (GraphCommand? Command, string? Problem) Create(GraphDefinition graph, GraphNode node, int visit, GraphState state)
    {
        var scope = new TemplateScope(state.Values, state.Error);
        return node switch
        {
            LlmNode llm => Llm(graph, llm, visit, scope),
            ScriptNode script => (Script(script, visit, state), null),
            ApprovalNode approval => Approval(approval, visit, scope),
            InputNode input => Input(input, visit, scope),
            AgentNode agent => Agent(agent, visit, scope),
            _ => (null, $"Nodes of type `{node.Type}` are not supported yet."),
        };
    }

    private static (GraphCommand?, string?) Llm(GraphDefinition graph, LlmNode node, int visit, TemplateScope scope)
    {
        var instructions = node.Instructions is null ? null : Template.Strict(node.Instructions, scope);
        var prompt = Template.Strict(node.Prompt, scope);
        if ((instructions?.Problem ?? prompt.Problem) is { } problem)
        {
            return (null, problem);
        }

        return (new RunLlm(node.Id, visit, new LlmVisitSpec
        {
            Instructions = instructions?.Text,
            Prompt = prompt.Text,
            Tools = node.Tools,
            Model = node.Model ?? graph.Model,
            Temperature = node.Temperature ?? graph.Temperature,
            TopP = node.TopP ?? graph.TopP,
            ReasoningEffort = node.ReasoningEffort ?? graph.ReasoningEffort,
            OutputSchema = node.OutputSchema?.DeepClone().AsObject(),
            SchemaRepairs = node.SchemaRepairs,
            MaxAttempts = node.MaxAttempts,
            MaxIterations = node.MaxIterations,
            TimeoutSeconds = node.TimeoutSeconds,
            Budget = node.Budget,
        }), null);
    }

    private static RunScript Script(ScriptNode node, int visit, GraphState state) =>
        new(node.Id, visit)
        {
            Path = node.Builtin is null ? node.Script : null,
            Builtin = node.Builtin,
            Gate = node.Gate ?? (node.Builtin is null ? null : BuiltinSteps.GateOf(node.Builtin)),
            TimeoutSeconds = Seconds(node.TimeoutSeconds ?? ScriptNode.DefaultTimeoutSeconds, node.Budget),
            State = state.ScriptState(),
            Environment = state.Variables.ToDictionary(pair => VariableValues.EnvironmentName(pair.Key), pair => pair.Value),
            Input = state.Overrides,
            Budget = node.Budget,
        };

    private static int Seconds(int timeout, NodeBudget? budget) => Math.Min(timeout, budget?.Seconds ?? timeout);

    private static (GraphCommand?, string?) Approval(ApprovalNode node, int visit, TemplateScope scope)
    {
        var question = Template.Strict(node.Question, scope);
        return question.Problem is { } problem
            ? (null, problem)
            : (new Ask(node.Id, visit, AskKind.Approval, question.Text) { Options = node.Options, TimeoutSeconds = node.TimeoutSeconds }, null);
    }

    private static (GraphCommand?, string?) Input(InputNode node, int visit, TemplateScope scope)
    {
        var question = Template.Strict(node.Question, scope);
        var preset = node.Default is null ? null : Template.Lenient(node.Default, scope);
        return (question.Problem ?? preset?.Problem) is { } problem
            ? (null, problem)
            : (new Ask(node.Id, visit, AskKind.Input, question.Text) { Default = preset?.Text, TimeoutSeconds = node.TimeoutSeconds }, null);
    }

    private static (GraphCommand?, string?) Agent(AgentNode node, int visit, TemplateScope scope)
    {
        var prompt = Template.Strict(node.Prompt, scope);
        return prompt.Problem is { } problem
            ? (null, problem)
            : (new RunAgent(node.Id, visit, node.Agent, prompt.Text)
            {
                OutputSchema = node.OutputSchema?.DeepClone().AsObject(),
                SchemaRepairs = node.SchemaRepairs,
                TimeoutSeconds = Seconds(node.TimeoutSeconds ?? AgentNode.DefaultTimeoutSeconds, node.Budget),
                Budget = node.Budget,
            }, null);
    }
}
