using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Turns;
using Coder.Agents.Visits;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Runs.Turns;

namespace Coder.Functions.Visits;

/// <summary>The doer of <c>Think</c>: sees that a turn is committed exactly once, then says what follows it.</summary>
public sealed class VisitThinker(
    RunStore runs, RunSteps steps, TurnStore turns, VisitTurns visit, VisitClock clock, TurnRequester requester, RunJournal journal)
{
    private const decimal MicroCreditsPerCredit = 1_000_000m;

    public async Task<ActivityOutput> ThinkAsync(RunRecord run, NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(node);
        LlmVisitSpec spec = (await steps.CommandAsync<RunLlm>(node.Scope, node.Step, cancellation)).Spec;
        IReadOnlyList<TurnResult> spoken = await visit.ReadAsync(node, cancellation);
        if (spoken.Count < node.Turn)
        {
            if (run.Budget is { } budget && run.Usage.MicroCredits >= budget * MicroCreditsPerCredit)
            {
                return ActivityOutput.Stopped(StopCause.Budget);
            }

            TimeSpan? remaining = await clock.RemainingAsync(node, spec, cancellation);
            if (remaining <= TimeSpan.Zero)
            {
                return await FailAsync(node, $"The node took longer than its {spec.TimeoutSeconds} s.", cancellation);
            }

            ModelException? refused = await requester.RequestAsync(run, node, spec, spoken, remaining, cancellation);
            if (refused is not null)
            {
                await runs.UpdateAsync(run.Key, r => r with { ModelFault = new RunFault(refused.Code, refused.Message) }, cancellation);
                return await FailAsync(node, $"{refused.Code}: {refused.Message}", cancellation);
            }

            spoken = await visit.ReadAsync(node, cancellation);
        }

        // A run that goes on after an interruption starts at turn 1 again: the later turns are committed, judge up to the one asked for only.
        return await ConcludeAsync(run, node, spec, [.. spoken.Take(node.Turn)], cancellation);
    }

    private async Task<ActivityOutput> ConcludeAsync(
        RunRecord run, NodeInput node, LlmVisitSpec spec, IReadOnlyList<TurnResult> spoken, CancellationToken cancellation)
    {
        // The sum over all turns, taken after every commit: a crash between the two is mended by the next turn.
        RunUsage usage = await turns.SumAsync(run.RunId, cancellation);
        await runs.UpdateAsync(run.Key, r => r with { Usage = usage with { PlatformSeconds = r.Usage.PlatformSeconds }, ModelFault = null }, cancellation);
        await ReportAsync(node, spoken[^1], cancellation);
        switch (VisitRules.Decide(spec, spoken))
        {
            case VisitDecision.RunTools:
                return ActivityOutput.Then(VisitNext.Act);
            case VisitDecision.Repair:
                return ActivityOutput.Then(VisitNext.Think);
            case VisitDecision.Fail failed:
                return await FailAsync(node, failed.Message, cancellation);
            case VisitDecision.Succeed succeeded:
                await steps.ResolveAsync(node, new NodeSucceeded(node.Node, node.Visit, succeeded.Result), cancellation);
                return ActivityOutput.Done;
            default:
                throw new InvalidOperationException("Unknown decision.");
        }
    }

    private async Task<ActivityOutput> FailAsync(NodeInput node, string message, CancellationToken cancellation)
    {
        await steps.ResolveAsync(node, new NodeFailed(node.Node, node.Visit, "R14", message), cancellation);
        return ActivityOutput.Done;
    }

    private Task ReportAsync(NodeInput node, TurnResult turn, CancellationToken cancellation) => journal.NodeAsync(
        node,
        RunEventTypes.TurnCompleted,
        $"turn/{node.Turn}/completed",
        new JsonObject
        {
            ["turn"] = node.Turn,
            ["text"] = RunJournal.Clip(turn.Text),
            ["tool_calls"] = turn.ToolCalls.Count,
            ["model"] = turn.ModelId,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = turn.Usage.InputTokens,
                ["cached_input_tokens"] = turn.Usage.CachedInputTokens,
                ["output_tokens"] = turn.Usage.OutputTokens,
                ["estimated"] = turn.Usage.Estimated,
            },
        },
        cancellation);
}
