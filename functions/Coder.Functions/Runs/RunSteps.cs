using System.Text.Json;
using Coder.Functions.Contracts;
using Coder.Graphs.Stepping;
using Coder.Storage;
using Coder.Runs.Storage;

namespace Coder.Functions.Runs;

/// <summary>The documents of a scope's steps: decisions, results, what it started from.</summary>
public sealed class RunSteps(DocumentStore documents)
{
    private const int StepDigits = 8;

    /// <summary>The scope of the agent that a node's visit delegates to.</summary>
    public static string ChildScope(string scope, string node, int visit) => $"{scope}.{node}.{visit}";

    public Task<ScopeDocument> StartAsync(string scope, ScopeDocument start, CancellationToken cancellation) =>
        documents.AddOrGetAsync(scope, ["start"], start, cancellation);

    public async Task<ScopeDocument> StartOfAsync(string scope, CancellationToken cancellation) =>
        await documents.FindAsync<ScopeDocument>(scope, ["start"], cancellation) ?? throw new InvalidOperationException($"Scope {scope} was never started.");

    public Task<StepDocument?> FindAsync(string scope, int step, CancellationToken cancellation) =>
        documents.FindAsync<StepDocument>(scope, ["step", TableKey.Number(step, StepDigits)], cancellation);

    public Task<StepDocument> AddAsync(string scope, int step, StepDocument document, CancellationToken cancellation) =>
        documents.AddOrGetAsync(scope, ["step", TableKey.Number(step, StepDigits)], document, cancellation);

    /// <summary>The command a step decided on.</summary>
    public async Task<T> CommandAsync<T>(string scope, int step, CancellationToken cancellation)
        where T : GraphCommand
    {
        StepDocument document = await FindAsync(scope, step, cancellation) ?? throw new InvalidOperationException($"Step {step} of {scope} was never decided.");
        return (T)JsonSerializer.Deserialize<GraphCommand>(document.Command, GraphJson.Options)!;
    }

    /// <summary>Stores what became of the step's command; the first result stands.</summary>
    public Task ResolveAsync(NodeInput node, GraphEvent result, CancellationToken cancellation) =>
        documents.AddOrGetAsync(node.Scope, ["result", TableKey.Number(node.Step, StepDigits)], new ResultDocument(JsonSerializer.Serialize(result, GraphJson.Options)), cancellation);

    /// <summary>What became of the step's command; null while it is not done.</summary>
    public async Task<GraphEvent?> ResultAsync(string scope, int step, CancellationToken cancellation)
    {
        ResultDocument? document = await documents.FindAsync<ResultDocument>(scope, ["result", TableKey.Number(step, StepDigits)], cancellation);
        return document is null ? null : JsonSerializer.Deserialize<GraphEvent>(document.Event, GraphJson.Options);
    }
}
