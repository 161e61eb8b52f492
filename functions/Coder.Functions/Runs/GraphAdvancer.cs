using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using Coder.Runs.Events;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Functions.Runs;

/// <summary>The doer of a graph's steps: loads state and result, lets <see cref="GraphStepper"/> decide, stores the decision. A repeated step returns the first answer.</summary>
public sealed class GraphAdvancer(RunStore runs, RunSteps steps, DefinitionStore definitions, TimeProvider time)
{
    private const string ProjectDirectoryVariable = "project_dir";
    private const string ConflictsVariable = "conflicts";

    public async Task<StepCommand> AdvanceAsync(RunCursor cursor, CancellationToken cancellation)
    {
        RunStep step = await steps.FindAsync(cursor.Scope, cursor.Step, cancellation) ?? await DecideAsync(cursor, cancellation);
        (StepKind kind, string node, int visit) = Describe(step.Command);
        return new StepCommand(RunCursor.CurrentSchema, kind, node, visit);
    }

    private async Task<RunStep> DecideAsync(RunCursor cursor, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        RunRecord run = await runs.UpdateAsync(new RunKey(cursor.Account, cursor.RunId), r => r.Seen(now), cancellation);
        ScopeDocument start = await steps.StartOfAsync(cursor.Scope, cancellation);
        GraphDefinition definition = await definitions.LoadAsync(start.DefinitionHash, cancellation);
        RunStep? before = cursor.Step == 0
            ? null
            : await steps.FindAsync(cursor.Scope, cursor.Step - 1, cancellation)
                ?? throw new InvalidOperationException($"Step {cursor.Step - 1} of {cursor.Scope} is missing.");
        StepResult result = before is null
            ? GraphStepper.Start(definition, StartInput(definition, run, start, cursor.Depth))
            : await NextAsync(definition, before.State, run.ElapsedSeconds(now) - start.ElapsedSeconds, cursor, cancellation);
        GraphCommand command = result.Commands[0];
        return await steps.AddAsync(
            cursor.Scope, cursor.Step, (result.State, command), Describe(command).Node, [.. Events(cursor, result)], before, cancellation);
    }

    private async Task<StepResult> NextAsync(GraphDefinition definition, GraphState state, double elapsed, RunCursor cursor, CancellationToken cancellation)
    {
        GraphEvent result = await steps.ResultAsync(cursor.Scope, cursor.Step - 1, cancellation)
            ?? throw new InvalidOperationException($"Step {cursor.Step - 1} of {cursor.Scope} has no result.");
        return GraphStepper.Next(definition, state, result with { ElapsedSeconds = elapsed });
    }

    private static StartInput StartInput(GraphDefinition definition, RunRecord run, ScopeDocument start, int depth)
    {
        // The request's variables are the run's own graph's; a child gets those of them that it declares.
        HashSet<string> declared = [.. definition.Variables.Select(v => v.Name)];
        Dictionary<string, string> variables = (run.Request.Variables ?? new Dictionary<string, string>())
            .Where(v => depth == 0 || declared.Contains(v.Key)).ToDictionary(StringComparer.Ordinal);
        if (declared.Contains(ProjectDirectoryVariable))
        {
            variables.TryAdd(ProjectDirectoryVariable, run.ProjectDirectory.Length == 0 ? "." : run.ProjectDirectory);
        }

        if (declared.Contains(ConflictsVariable) && run.Start is { } begun)
        {
            variables[ConflictsVariable] = string.Join('\n', begun.Conflicts);
        }

        return new StartInput(start.Prompt)
        {
            Variables = variables,
            Overrides = new BuiltinInput
            {
                AutoApprove = run.Request.AutoApprove ?? false,
                MaxFixAttempts = run.Request.MaxFixAttempts,
                AllowUnverified = run.Request.AllowUnverified ?? false,
                ProjectDir = run.ProjectDirectory,
            },
        };
    }

    private static IEnumerable<EventDraft> Events(RunCursor cursor, StepResult result)
    {
        for (int i = 0; i < result.Transitions.Count; i++)
        {
            NodeTransition transition = result.Transitions[i];
            NodeInput node = new(
                RunCursor.CurrentSchema, cursor.Account, cursor.RunId, cursor.Scope, cursor.Step, transition.Node, transition.Visit, 0, cursor.Depth, "");
            (string? type, JsonObject data) = transition.Kind switch
            {
                "entered" => (RunEventTypes.NodeStarted, new JsonObject()),
                "succeeded" => (RunEventTypes.NodeCompleted, new JsonObject { ["next"] = transition.Next }),
                "failed" => (RunEventTypes.NodeFailed, new JsonObject { ["code"] = transition.Code, ["message"] = transition.Message, ["next"] = transition.Next }),
                _ => (null, new JsonObject()),
            };
            if (type is not null)
            {
                yield return RunJournal.OfNode(node, type, $"transition/{i}", data);
            }
        }
    }

    private static (StepKind Kind, string Node, int Visit) Describe(GraphCommand command) => command switch
    {
        RunLlm llm => (StepKind.Llm, llm.Node, llm.Visit),
        RunScript script => (StepKind.Script, script.Node, script.Visit),
        Ask ask => (StepKind.Ask, ask.Node, ask.Visit),
        RunAgent agent => (StepKind.Agent, agent.Node, agent.Visit),
        Finish finish => (StepKind.Finish, finish.Node ?? "", 1),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is no known command."),
    };
}
