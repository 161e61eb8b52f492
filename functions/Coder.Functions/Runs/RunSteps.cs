using System.Text.Json;
using Coder.Functions.Contracts;
using Coder.Graphs.Builtin;
using Coder.Graphs.Stepping;
using Coder.Runs.Events;
using Coder.Runs.Steps;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Functions.Runs;

/// <summary>The documents of a scope's steps: decisions, results, what it started from. All are written once; the latest are remembered.</summary>
public sealed class RunSteps(DocumentStore documents, StepStore steps, LargeValues large)
{
    private const int StepDigits = 8;

    /// <summary>Steps and starts that are remembered: those of the runs at work.</summary>
    private const int RememberedMax = 256;

    private readonly RecentValues<string, ScopeDocument> _starts = new(RememberedMax);
    private readonly RecentValues<string, (int Step, RunStep Value)> _latest = new(RememberedMax);
    private readonly RecentValues<string, (int Step, GraphEvent Value)> _latestResults = new(RememberedMax);

    /// <summary>The scope of the agent that a node's visit delegates to.</summary>
    public static string ChildScope(string scope, string node, int visit) => $"{scope}.{node}.{visit}";

    public Task<ScopeDocument> StartAsync(string scope, ScopeDocument start, CancellationToken cancellation) =>
        documents.AddOrGetAsync(scope, ["start"], start, cancellation);

    public async Task<ScopeDocument> StartOfAsync(string scope, CancellationToken cancellation)
    {
        if (!_starts.TryGet(scope, out ScopeDocument? start))
        {
            start = await documents.FindAsync<ScopeDocument>(scope, ["start"], cancellation) ?? throw new InvalidOperationException($"Scope {scope} was never started.");
            _starts.Put(scope, start, 1);
        }

        return start;
    }

    public async Task<RunStep?> FindAsync(string scope, int step, CancellationToken cancellation)
    {
        if (_latest.TryGet(scope, out (int Step, RunStep Value) latest) && latest.Step == step)
        {
            return latest.Value;
        }

        if (await steps.FindAsync<StepDocument>(scope, step, cancellation) is not { } document)
        {
            return null;
        }

        GraphState state = GraphState.FromJson(document.State);
        await large.PutBackAsync(RunOf(scope), state.Values, document.Kept, cancellation);
        GraphCommand command = JsonSerializer.Deserialize<GraphCommand>(document.Command, GraphJson.Options)!;
        return new RunStep(state, command is RunScript script ? script with { State = state.ScriptState() } : command, document.Kept);
    }

    /// <summary>Stores what a step decided, and the events that tell of it, in one transaction; a step that is there already stays.</summary>
    /// <param name="before">The step before it; null for the first.</param>
    /// <returns>The step as it is stored.</returns>
    public async Task<RunStep> AddAsync(
        string scope, int step, (GraphState State, GraphCommand Command) decided, string node, IReadOnlyList<EventDraft> events, RunStep? before, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> kept = await large.KeepAsync(RunOf(scope), decided.State.Values, before, cancellation);
        GraphCommand command = decided.Command is RunScript script ? script with { State = [] } : decided.Command;
        StepDocument document = new(LargeValues.TakeOut(decided.State, kept).ToJson(), JsonSerializer.Serialize(command, GraphJson.Options), kept);
        if (!await steps.TryAddAsync(scope, step, document, node, events, cancellation))
        {
            return await FindAsync(scope, step, cancellation) ?? throw new InvalidOperationException($"Step {step} of {scope} vanished.");
        }

        RunStep added = new(decided.State, decided.Command, kept);
        _latest.Put(scope, (step, added), 1);
        return added;
    }

    /// <summary>The command a step decided on.</summary>
    public async Task<T> CommandAsync<T>(string scope, int step, CancellationToken cancellation)
        where T : GraphCommand
    {
        RunStep decided = await FindAsync(scope, step, cancellation) ?? throw new InvalidOperationException($"Step {step} of {scope} was never decided.");
        return (T)decided.Command;
    }

    /// <summary>Stores what became of the step's command; the first result stands.</summary>
    public async Task ResolveAsync(NodeInput node, GraphEvent result, CancellationToken cancellation)
    {
        ResultDocument document = new(JsonSerializer.Serialize(result, GraphJson.Options));
        if (ReferenceEquals(document, await documents.AddOrGetAsync(node.Scope, ResultKey(node.Step), document, cancellation)))
        {
            _latestResults.Put(node.Scope, (node.Step, result), 1);
        }
    }

    /// <summary>The first step of a scope that has no result.</summary>
    public async Task<int> FirstOpenAsync(string scope, CancellationToken cancellation)
    {
        int step = 0;
        while (await ResultAsync(scope, step, cancellation) is not null)
        {
            step++;
        }

        return step;
    }

    /// <summary>What became of the step's command; null while it is not done. That of a pure platform step follows from the command and is not stored.</summary>
    public async Task<GraphEvent?> ResultAsync(string scope, int step, CancellationToken cancellation)
    {
        if (_latestResults.TryGet(scope, out (int Step, GraphEvent Value) latest) && latest.Step == step)
        {
            return latest.Value;
        }

        if ((await FindAsync(scope, step, cancellation))?.Command is RunScript { Builtin: { } name } script && BuiltinSteps.IsPure(name))
        {
            return BuiltinSteps.Run(script);
        }

        ResultDocument? document = await documents.FindAsync<ResultDocument>(scope, ResultKey(step), cancellation);
        return document is null ? null : JsonSerializer.Deserialize<GraphEvent>(document.Event, GraphJson.Options);
    }

    private static string[] ResultKey(int step) => ["result", TableKey.Number(step, StepDigits)];

    private static string RunOf(string scope) => scope.Split('.')[0];
}
