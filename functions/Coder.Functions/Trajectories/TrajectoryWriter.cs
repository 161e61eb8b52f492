using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Functions.Visits;
using Coder.Graphs.Stepping;
using Coder.Redaction;
using Coder.Runs.Events;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Runs.Turns;

namespace Coder.Functions.Trajectories;

/// <summary>Puts a run's trajectory together from its rows, so far as it has come.</summary>
public sealed class TrajectoryWriter(RunSteps steps, VisitTurns visit, TurnStore turns, EventLog events, RunRedactors redactors)
{
    private static readonly string Version = typeof(TrajectoryWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>UTF-8 JSON, redacted.</summary>
    public async Task<byte[]> WriteAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        Dictionary<string, DateTimeOffset> times = TurnTimes(await events.ReadAsync(run.RunId, 0, int.MaxValue, cancellation));
        JsonObject extra = new() { ["status"] = StatusText.Of(run.Status), ["base_commit"] = run.BaseCommit, ["outcome"] = run.Outcome, ["branch"] = run.Branch };
        JsonObject trajectory = await OfScopeAsync(run, run.RunId, run.Agent, run.Request.Prompt, run.CreatedAt, times, extra, cancellation);
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        return redactor.Redact(JsonSerializer.SerializeToUtf8Bytes(trajectory, ApiJson.Options));
    }

    private async Task<JsonObject> OfScopeAsync(
        RunRecord run, string scope, string agent, string prompt, DateTimeOffset? at, Dictionary<string, DateTimeOffset> times, JsonObject? extra, CancellationToken cancellation)
    {
        TrajectoryDocument document = new(scope, run.RunId, agent, Version, run.Model);
        document.Told("user", prompt, at);
        for (int step = 0; await steps.FindAsync(scope, step, cancellation) is { } decided; step++)
        {
            if (decided.Command is RunAgent child)
            {
                string childScope = RunSteps.ChildScope(scope, child.Node, child.Visit);
                JsonObject inner = await OfScopeAsync(run, childScope, child.Agent, child.Prompt, null, times, null, cancellation);
                document.Asked(child.Agent, child.Prompt, childScope, inner, null, Place(child.Node, child.Visit));
            }
            else if (decided.Command is RunLlm llm)
            {
                await AddVisitAsync(document, new NodeInput(RunCursor.CurrentSchema, run.Account, run.RunId, scope, step, llm.Node, llm.Visit, 0, 0, ""), llm, times, cancellation);
            }
        }

        return document.ToJson(extra);
    }

    private async Task AddVisitAsync(TrajectoryDocument document, NodeInput node, RunLlm llm, Dictionary<string, DateTimeOffset> times, CancellationToken cancellation)
    {
        if (llm.Spec.Instructions is { Length: > 0 } instructions)
        {
            document.Told("system", instructions, null, Place(node.Node, node.Visit));
        }

        document.Told("user", llm.Spec.Prompt, null, Place(node.Node, node.Visit));
        IReadOnlyList<TurnResult> spoken = await visit.ReadAsync(node, cancellation);
        IReadOnlyList<TurnPrice> prices = await turns.PricesOfVisitAsync(node.Scope, node.Node, node.Visit, cancellation);
        (IReadOnlyList<IReadOnlyList<CommittedToolResult>> results, _) = await visit.ResultsAsync(node, spoken, cancellation);
        for (int i = 0; i < spoken.Count; i++)
        {
            JsonObject extra = Place(node.Node, node.Visit);
            extra["turn"] = i + 1;
            DateTimeOffset? at = times.TryGetValue(Key(node.Scope, node.Node, node.Visit, i + 1), out DateTimeOffset known) ? known : null;
            document.Said(spoken[i], results[i], i < prices.Count ? prices[i].MicroCredits : 0, at, extra);
        }
    }

    private static JsonObject Place(string node, int visit) => new() { ["node"] = node, ["visit"] = visit };

    private static Dictionary<string, DateTimeOffset> TurnTimes(IReadOnlyList<RunEvent> all)
    {
        Dictionary<string, DateTimeOffset> times = new(StringComparer.Ordinal);
        foreach (RunEvent e in all.Where(e => e.Type == RunEventTypes.TurnCompleted))
        {
            times[Key((string?)e.Data["scope"] ?? e.RunId, (string?)e.Data["node"] ?? "", (int?)e.Data["visit"] ?? 0, (int?)e.Data["turn"] ?? 0)] = e.At;
        }

        return times;
    }

    private static string Key(string scope, string node, int visit, int turn) => $"{scope}\n{node}\n{visit}\n{turn}";
}
