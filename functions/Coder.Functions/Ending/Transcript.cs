using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Functions.Visits;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;

namespace Coder.Functions.Ending;

/// <summary>Everything the run's models were told and said, one JSON object a line: a visit's prompt, then its turns with their tools' results.</summary>
public sealed class Transcript(RunSteps steps, VisitTurns visit)
{
    public async Task<BinaryData> WriteAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        using MemoryStream target = new();
        await WriteScopeAsync(run, run.RunId, target, cancellation);
        return new BinaryData(target.ToArray());
    }

    private async Task WriteScopeAsync(RunRecord run, string scope, MemoryStream target, CancellationToken cancellation)
    {
        for (int step = 0; await steps.FindAsync(scope, step, cancellation) is { } decided; step++)
        {
            if (decided.Command is RunAgent agent)
            {
                await WriteScopeAsync(run, RunSteps.ChildScope(scope, agent.Node, agent.Visit), target, cancellation);
            }
            else if (decided.Command is RunLlm llm)
            {
                NodeInput node = new(RunCursor.CurrentSchema, run.Account, run.RunId, scope, step, llm.Node, llm.Visit, 0, 0, "");
                await WriteVisitAsync(node, llm, target, cancellation);
            }
        }
    }

    private async Task WriteVisitAsync(NodeInput node, RunLlm llm, MemoryStream target, CancellationToken cancellation)
    {
        Line(target, new JsonObject { ["node"] = node.Node, ["visit"] = node.Visit, ["instructions"] = llm.Spec.Instructions, ["prompt"] = llm.Spec.Prompt });
        IReadOnlyList<TurnResult> spoken = await visit.ReadAsync(node, cancellation);
        (IReadOnlyList<IReadOnlyList<CommittedToolResult>> results, _) = await visit.ResultsAsync(node, spoken, cancellation);
        for (int i = 0; i < spoken.Count; i++)
        {
            Line(target, new JsonObject
            {
                ["node"] = node.Node,
                ["visit"] = node.Visit,
                ["turn"] = i + 1,
                ["answer"] = JsonSerializer.SerializeToNode(spoken[i], ApiJson.Options),
                ["tool_results"] = JsonSerializer.SerializeToNode(results[i], ApiJson.Options),
            });
        }
    }

    private static void Line(MemoryStream target, JsonObject line)
    {
        target.Write(JsonSerializer.SerializeToUtf8Bytes(line, ApiJson.Options));
        target.WriteByte((byte)'\n');
    }
}
