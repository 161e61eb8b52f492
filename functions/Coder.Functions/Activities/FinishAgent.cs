using System.Text.Json.Nodes;
using Coder.Agents.Structured;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Hands the child's end to the agent node that waits for it. A child that reports failure in its text is a success: callers route on the text.</summary>
public sealed class FinishAgent(RunSteps steps)
{
    [Function(nameof(FinishAgent))]
    public async Task<ActivityOutput> RunAsync([ActivityTrigger] NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        RunAgent command = await steps.CommandAsync<RunAgent>(node.Scope, node.Step, cancellation);
        // The turn of this input is the child's last step.
        Finish end = await steps.CommandAsync<Finish>($"{node.Scope}.{node.Node}.{node.Visit}", node.Turn, cancellation);
        await steps.ResolveAsync(node, Result(node, command, end), cancellation);
        return ActivityOutput.Done;
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
