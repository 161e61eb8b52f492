using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Turns;
using Coder.Agents.Visits;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Credits;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Runs.Turns;

namespace Coder.Functions.Visits;

/// <summary>The doer of <c>Think</c>: sees that a turn is committed exactly once, then says what follows it.</summary>
public sealed class VisitThinker(
    RunStore runs, RunSteps steps, TurnStore turns, VisitTurns visit, VisitClock clock, AgentBudgets budgets, TurnRequester requester, RunJournal journal, RunCredits credits, RunBudgets monthly)
{
    private const string FailureCode = "R14";
    private const string BudgetCode = "budget";

    public async Task<ActivityOutput> ThinkAsync(RunRecord run, NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(node);
        LlmVisitSpec spec = (await steps.CommandAsync<RunLlm>(node.Scope, node.Step, cancellation)).Spec;
        IReadOnlyList<TurnResult> spoken = await visit.ReadAsync(node, cancellation);
        if (spoken.Count > node.Turn)
        {
            // A visit that goes on after an interruption: a turn is only requested once the one before it is done with.
            return ActivityOutput.Then(VisitNext.Think) with { Turn = spoken.Count };
        }

        if (spoken.Count < node.Turn)
        {
            if (run.IsBudgetSpent)
            {
                return ActivityOutput.Stopped(StopCause.Budget);
            }

            if (await budgets.SpentAsync(node.Scope, cancellation) is not null)
            {
                // The agent node has had its share: its child ends, the run goes on.
                return ActivityOutput.Stopped(StopCause.AgentTimedOut);
            }

            if (await monthly.SpentAsync(run, cancellation) is { } spent)
            {
                return await HaltAsync(run, spent.Code, spent.Message, cancellation);
            }

            double elapsed = await clock.ElapsedSecondsAsync(run, node, cancellation);
            if (await RefusalAsync(node, spec, elapsed, cancellation) is { } refusal)
            {
                return await FailAsync(node, refusal, cancellation);
            }

            ModelException? refused = await requester.RequestAsync(run, node, spec, spoken, VisitLimits.Remaining(spec, elapsed), cancellation);
            if (refused is { Code: RunCredits.InsufficientCode })
            {
                return await HaltAsync(run, refused.Code, refused.Message, cancellation);
            }

            if (refused is not null)
            {
                await runs.UpdateAsync(run.Key, r => r with { ModelFault = new RunFault(refused.Code, refused.Message) }, cancellation);
                return await FailAsync(node, new NodeFailed(node.Node, node.Visit, FailureCode, $"{refused.Code}: {refused.Message}"), cancellation);
            }

            spoken = await visit.ReadAsync(node, cancellation);
        }

        return await ConcludeAsync(run, node, spec, spoken, cancellation);
    }

    /// <summary>The run waits until somebody resumes it; then it looks again.</summary>
    private async Task<ActivityOutput> HaltAsync(RunRecord run, string code, string message, CancellationToken cancellation)
    {
        await runs.UpdateAsync(run.Key, r => r with { IsOutOfCredits = true }, cancellation);
        await journal.WarnAsync(run.RunId, code, message, cancellation);
        return ActivityOutput.Stopped(StopCause.Budget);
    }

    /// <summary>Why the node may not ask for another turn: its time or its budget is used up.</summary>
    private async Task<NodeFailed?> RefusalAsync(NodeInput node, LlmVisitSpec spec, double elapsed, CancellationToken cancellation)
    {
        if (VisitLimits.Remaining(spec, elapsed) == TimeSpan.Zero)
        {
            return VisitLimits.Failure(node, spec);
        }

        return spec.Budget?.Credits is { } credits
            && (await turns.SumVisitAsync(node.Scope, node.Node, node.Visit, cancellation)).MicroCredits >= credits * RunUsage.MicroCreditsPerCredit
            ? new NodeFailed(node.Node, node.Visit, BudgetCode, $"The node has spent the {credits} credits of its budget.")
            : null;
    }

    private async Task<ActivityOutput> ConcludeAsync(
        RunRecord run, NodeInput node, LlmVisitSpec spec, IReadOnlyList<TurnResult> spoken, CancellationToken cancellation)
    {
        await credits.SettleAsync(run, VisitTurns.Key(node, spoken.Count), cancellation);
        // The sum over all turns, taken after every commit: a crash between the two is mended by the next turn.
        RunUsage usage = await turns.SumAsync(run.RunId, cancellation);
        await runs.UpdateAsync(run.Key, r => r with { Usage = usage with { PlatformSeconds = r.Usage.PlatformSeconds }, ModelFault = null }, cancellation);
        await ReportAsync(node, spoken[^1], cancellation);
        await monthly.WarnAsync(run, usage, cancellation);
        switch (VisitRules.Decide(spec, spoken))
        {
            case VisitDecision.RunTools:
                return ActivityOutput.Then(VisitNext.Act);
            case VisitDecision.Repair:
                return ActivityOutput.Then(VisitNext.Think);
            case VisitDecision.Fail failed:
                return await FailAsync(node, new NodeFailed(node.Node, node.Visit, FailureCode, failed.Message), cancellation);
            case VisitDecision.Succeed succeeded:
                await steps.ResolveAsync(node, new NodeSucceeded(node.Node, node.Visit, succeeded.Result), cancellation);
                return ActivityOutput.Done;
            default:
                throw new InvalidOperationException("Unknown decision.");
        }
    }

    private async Task<ActivityOutput> FailAsync(NodeInput node, NodeFailed failed, CancellationToken cancellation)
    {
        await steps.ResolveAsync(node, failed, cancellation);
        return ActivityOutput.Done;
    }

    private Task ReportAsync(NodeInput node, TurnResult turn, CancellationToken cancellation) => journal.NodeAsync(
        node,
        RunEventTypes.TurnCompleted,
        $"turn/{node.Turn}/completed",
        new JsonObject
        {
            ["turn"] = node.Turn,
            ["text"] = turn.Text,
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
