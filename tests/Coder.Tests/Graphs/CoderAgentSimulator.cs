using System.Text.Json.Nodes;
using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;
using Coder.Graphs.Folders;
using Coder.Graphs.Stepping;
using Coder.Graphs.Validation;

namespace Coder.Tests.Graphs;

/// <summary>Runs the shipped coder graph without model, workspace or clock: each outside step takes the next answer of its queue (the last one stays).</summary>
internal sealed class CoderAgentSimulator
{
    private readonly GraphDefinition graph = Load();
    private readonly Dictionary<string, Queue<string>> answers = [];

    public BuiltinInput Request { get; init; } = new();

    public List<string> Nodes { get; } = [];

    public List<string> ImplementPrompts { get; } = [];

    public static string AgentsFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CoderFunctions.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository."), "agents");
        }
    }

    /// <param name="node">Node id.</param>
    /// <param name="values">llm: JSON or <c>fail</c>; gates: <c>state</c>; approval: the answer or <c>expire</c>.</param>
    public CoderAgentSimulator With(string node, params string[] values)
    {
        answers[node] = new Queue<string>(values);
        return this;
    }

    public Finish Run()
    {
        var step = GraphStepper.Start(graph, new("Fix it.") { Overrides = Request });
        for (var guard = 0; guard < 1000; guard++)
        {
            Nodes.AddRange(step.Transitions.Where(transition => transition.Kind == "entered").Select(transition => transition.Node));
            if (Assert.Single(step.Commands) is Finish finish)
            {
                return finish;
            }

            step = GraphStepper.Next(graph, GraphState.FromJson(step.State.ToJson()), Answer(step.Commands[0]));
        }

        throw new InvalidOperationException("The run did not end.");
    }

    private static GraphDefinition Load()
    {
        var report = GraphValidation.Validate(AgentFolder.Load(Path.Combine(AgentsFolder, "coder")));
        Assert.Empty(report.Findings);
        return report.Definition!;
    }

    private GraphEvent Answer(GraphCommand command)
    {
        switch (command)
        {
            case RunScript { Builtin: { } builtin } script when BuiltinSteps.IsPure(builtin):
                return BuiltinSteps.Run(script);
            case RunScript { Gate: { } kind } script:
                var state = Take(script.Node, "passed");
                var gate = new GateResult(kind, state, state == "failed" ? "exit_code" : state, $"The {kind} gate: {state}.") { Output = $"{kind} says {state}" };
                return new NodeSucceeded(script.Node, script.Visit, VerifyOutcome.ToResult(gate, script.Input));
            case Ask ask:
                var answer = Take(ask.Node, "no");
                return answer == "expire" ? new Expired(ask.Node, ask.Visit) : new Answered(ask.Node, ask.Visit, answer, "cli");
            case RunLlm llm:
                return Model(llm);
            default:
                throw new InvalidOperationException($"No answer for {command}.");
        }
    }

    private GraphEvent Model(RunLlm llm)
    {
        if (llm.Node == "implement")
        {
            ImplementPrompts.Add(llm.Spec.Prompt);
        }

        var answer = Take(llm.Node, llm.Node switch
        {
            "analyze_request" => Plan(3),
            "self_review" => """{"review_clean":true,"review_findings":[]}""",
            _ => "Changed it.",
        });
        return answer == "fail" ? new NodeFailed(llm.Node, llm.Visit, "R14", "no answer")
            : new NodeSucceeded(llm.Node, llm.Visit, llm.Spec.OutputSchema is null ? answer : JsonNode.Parse(answer));
    }

    public static string Plan(int complexity) =>
        $$"""{"plan_summary":"Add one.","files_to_modify":["a.cs"],"files_to_create":[],"complexity":{{complexity}},"risks":["none"]}""";

    private string Take(string node, string whenNone) =>
        !answers.TryGetValue(node, out var queue) ? whenNone : queue.Count > 1 ? queue.Dequeue() : queue.Peek();
}
