using System.Text.Json.Nodes;
using Coder.Agents.Structured;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Hands the child's end to the agent node that waits for it. A child that reports failure in its text is a success: callers route on the text.</summary>
public sealed class FinishAgent(RunWork work, RunSteps steps, AgentBudgets budgets)
{
    private const string BudgetCode = "budget";

    [Function(nameof(FinishAgent))]
    public Task<ActivityOutput> RunAsync([ActivityTrigger] AgentEnd end, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(end);
        // Guarded by the node's own limits: when it was an outer agent whose time ran out, that one ends.
        return work.GuardAsync(end.Node, (_, token) => FinishAsync(end.Node, end.LastStep, token), cancellation);
    }

    private async Task<ActivityOutput> FinishAsync(NodeInput node, int? lastStep, CancellationToken cancellation)
    {
        RunAgent command = await steps.CommandAsync<RunAgent>(node.Scope, node.Step, cancellation);
        GraphEvent result = lastStep is { } step
            ? Result(node, command, await steps.CommandAsync<Finish>(RunSteps.ChildScope(node.Scope, node.Node, node.Visit), step, cancellation))
            : await StoppedAsync(node, command, cancellation);
        await steps.ResolveAsync(node, result, cancellation);
        return ActivityOutput.Done;
    }

    private async Task<NodeFailed> StoppedAsync(NodeInput node, RunAgent command, CancellationToken cancellation)
    {
        ScopeBudget? spent = await budgets.SpentAsync(RunSteps.ChildScope(node.Scope, node.Node, node.Visit), cancellation);
        return spent is null
            ? new NodeFailed(node.Node, node.Visit, "R15", $"The agent `{command.Agent}` worked longer than its {command.TimeoutSeconds} s.")
            : new NodeFailed(node.Node, node.Visit, BudgetCode, $"The agent `{command.Agent}` has spent the {spent.Credits} credits of its budget.");
    }

    private static GraphEvent Result(NodeInput node, RunAgent command, Finish end)
    {
        if (command.OutputSchema is null)
        {
            return new NodeSucceeded(node.Node, node.Visit, JsonValue.Create(end.Output));
        }

        return StructuredOutput.Parse(end.Output, command.OutputSchema.ToJsonString()) switch
        {
            StructuredResult.Parsed parsed => new NodeSucceeded(node.Node, node.Visit, parsed.Value),
            StructuredResult.Invalid invalid => new NodeFailed(
                node.Node, node.Visit, "R15", $"The agent's output does not fit output_schema: {string.Join("; ", invalid.Findings)}"),
            _ => throw new InvalidOperationException("Unknown result."),
        };
    }
}
