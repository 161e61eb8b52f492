using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Starts, or finds again, the scope of an agent node's child.</summary>
public sealed class StartAgent(RunStore runs, RunSteps steps)
{
    [Function(nameof(StartAgent))]
    public async Task<RunCursor> RunAsync([ActivityTrigger] NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        RunRecord run = await runs.GetAsync(new RunKey(node.Account, node.RunId), cancellation);
        RunAgent command = await steps.CommandAsync<RunAgent>(node.Scope, node.Step, cancellation);
        string scope = $"{node.Scope}.{node.Node}.{node.Visit}";
        string hash = run.AgentHashes[command.Agent];
        await steps.StartAsync(scope, new ScopeDocument(hash, command.Prompt), cancellation);
        int step = 0;
        while (await steps.ResultAsync(scope, step, cancellation) is not null)
        {
            step++;
        }

        return new RunCursor(RunCursor.CurrentSchema, node.Account, node.RunId, scope, step, node.Depth + 1);
    }
}
