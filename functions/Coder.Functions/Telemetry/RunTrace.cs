using System.Diagnostics;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;

namespace Coder.Functions.Telemetry;

/// <summary>
/// A run as spans, by the semantic conventions for generative AI: <c>invoke_agent</c> for the run, within it the visits of its nodes, within those <c>chat</c> and
/// <c>execute_tool</c>. Made from the run's events, which are written once and have no secrets. Pure.
/// </summary>
internal static class RunTrace
{
    private const string NodeAttribute = "coder.node";

    internal static SpanPlan Of(RunRecord run, IReadOnlyList<RunEvent> events)
    {
        DateTimeOffset end = run.CompletedAt ?? run.CreatedAt;
        // A clock may differ a little from host to host.
        end = events.Count > 0 && events[^1].At > end ? events[^1].At : end;
        Dictionary<string, object> attributes = new(StringComparer.Ordinal)
        {
            [GenAi.Operation] = "invoke_agent",
            ["gen_ai.agent.name"] = run.Agent,
            ["gen_ai.agent.id"] = run.DefinitionHash,
            ["gen_ai.conversation.id"] = run.RunId,
            ["gen_ai.usage.input_tokens"] = run.Usage.InputTokens + run.Usage.CachedInputTokens,
            ["gen_ai.usage.output_tokens"] = run.Usage.OutputTokens,
            ["coder.run.status"] = StatusText.Of(run.Status),
            ["coder.run.credits"] = (double)(run.Usage.MicroCredits / RunUsage.MicroCreditsPerCredit),
        };
        if (run.Project is { } project)
        {
            attributes["coder.project"] = project;
        }

        string? error = run.Status is RunStatus.Succeeded or RunStatus.Rejected ? null : run.ErrorCode ?? StatusText.Of(run.Status);
        return new SpanPlan($"invoke_agent {run.Agent}", ActivityKind.Internal, run.CreatedAt, end, attributes, error, [.. Visits(events, end)]);
    }

    private static IEnumerable<SpanPlan> Visits(IReadOnlyList<RunEvent> events, DateTimeOffset end)
    {
        foreach (IGrouping<(string Scope, string Node, int Visit), RunEvent> visit in events.Where(e => e.Data["node"] is not null && e.Data["visit"] is not null).GroupBy(PlaceOf))
        {
            RunEvent? started = visit.FirstOrDefault(e => e.Type == RunEventTypes.NodeStarted);
            if (started is null)
            {
                continue;
            }

            RunEvent? ended = visit.LastOrDefault(e => e.Type is RunEventTypes.NodeCompleted or RunEventTypes.NodeFailed);
            DateTimeOffset until = ended?.At ?? end;
            string? error = ended is null ? "interrupted" : ended.Type == RunEventTypes.NodeFailed ? (string?)ended.Data["code"] ?? "failed" : null;
            Dictionary<string, object> attributes = new(StringComparer.Ordinal) { [NodeAttribute] = visit.Key.Node, ["coder.visit"] = visit.Key.Visit };
            yield return new SpanPlan($"node {visit.Key.Node}", ActivityKind.Internal, started.At, until, attributes, error, [.. Turns(visit, until), .. Tools(visit, until)]);
        }
    }

    private static IEnumerable<SpanPlan> Turns(IEnumerable<RunEvent> visit, DateTimeOffset end)
    {
        foreach (IGrouping<int, RunEvent> turn in visit.Where(e => e.Type is RunEventTypes.TurnStarted or RunEventTypes.TurnCompleted).GroupBy(e => (int?)e.Data["turn"] ?? 0))
        {
            RunEvent? done = turn.FirstOrDefault(e => e.Type == RunEventTypes.TurnCompleted);
            RunEvent? asked = turn.LastOrDefault(e => e.Type == RunEventTypes.TurnStarted);
            string model = (string?)asked?.Data["model"] ?? (string?)done?.Data["model"] ?? "";
            Dictionary<string, object> attributes = new(StringComparer.Ordinal) { [GenAi.Operation] = "chat", ["coder.turn"] = turn.Key };
            if ((string?)asked?.Data["provider"] is { } provider)
            {
                attributes[GenAi.Provider] = GenAi.ProviderOf(provider);
                attributes[GenAi.RequestModel] = model;
            }

            if (done is not null)
            {
                attributes[GenAi.ResponseModel] = (string?)done.Data["model"] ?? "";
                attributes["gen_ai.usage.input_tokens"] = Tokens(done, "input_tokens");
                attributes["gen_ai.usage.cache_read.input_tokens"] = Tokens(done, "cached_input_tokens");
                attributes["gen_ai.usage.output_tokens"] = Tokens(done, "output_tokens");
            }

            yield return new SpanPlan(
                model.Length == 0 ? "chat" : $"chat {model}", ActivityKind.Client, (asked ?? done)!.At, done?.At ?? end, attributes, done is null ? "no_answer" : null, []);
        }
    }

    private static IEnumerable<SpanPlan> Tools(IEnumerable<RunEvent> visit, DateTimeOffset end)
    {
        foreach (IGrouping<(int, int), RunEvent> call in visit
            .Where(e => e.Type is RunEventTypes.ToolStarted or RunEventTypes.ToolCompleted)
            .GroupBy(e => ((int?)e.Data["turn"] ?? 0, (int?)e.Data["call"] ?? 0)))
        {
            RunEvent? done = call.FirstOrDefault(e => e.Type == RunEventTypes.ToolCompleted);
            RunEvent begun = call.FirstOrDefault(e => e.Type == RunEventTypes.ToolStarted) ?? done!;
            string name = (string?)begun.Data["name"] ?? "";
            Dictionary<string, object> attributes = new(StringComparer.Ordinal)
            {
                [GenAi.Operation] = "execute_tool", ["gen_ai.tool.name"] = name, ["gen_ai.tool.type"] = "function", ["coder.turn"] = call.Key.Item1, ["coder.call"] = call.Key.Item2,
            };
            string? error = done is null ? "interrupted" : (bool?)done.Data["is_error"] == true ? "tool_error" : null;
            yield return new SpanPlan($"execute_tool {name}", ActivityKind.Internal, begun.At, done?.At ?? end, attributes, error, []);
        }
    }

    private static long Tokens(RunEvent done, string name) => (long?)done.Data["usage"]?[name] ?? 0;

    private static (string Scope, string Node, int Visit) PlaceOf(RunEvent e) => ((string?)e.Data["scope"] ?? e.RunId, (string?)e.Data["node"] ?? "", (int?)e.Data["visit"] ?? 0);
}
