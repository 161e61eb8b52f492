using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Starts, or finds again, the scope of an agent node's child.</summary>
public sealed class StartAgent(RunStore runs, RunSteps steps, TimeProvider time)
{
    /// <summary>Agents that wait for one another, the run's own not counted.</summary>
    private const int DepthMax = 3;

    [Function(nameof(StartAgent))]
    public async Task<AgentStart> RunAsync([ActivityTrigger] NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        RunAgent command = await steps.CommandAsync<RunAgent>(node.Scope, node.Step, cancellation);
        if (node.Depth == DepthMax)
        {
            string message = $"`{command.Agent}` would be agent {DepthMax + 1} below the run's own; at most {DepthMax} may wait for one another.";
            await steps.ResolveAsync(node, new NodeFailed(node.Node, node.Visit, "R15", message), cancellation);
            return new AgentStart(RunCursor.CurrentSchema, null);
        }

        RunRecord run = await runs.GetAsync(new RunKey(node.Account, node.RunId), cancellation);
        string scope = RunSteps.ChildScope(node.Scope, node.Node, node.Visit);
        IReadOnlyList<ScopeBudget> outer = (await steps.StartOfAsync(node.Scope, cancellation)).Budgets;
        double elapsed = run.ElapsedSeconds(time.GetUtcNow());
        ScopeDocument start = await steps.StartAsync(
            scope,
            new ScopeDocument(run.AgentHashes[command.Agent], command.Prompt) 
            {
                ElapsedSeconds = elapsed,
                ElapsedMax = elapsed + command.TimeoutSeconds,
                Budgets = command.Budget?.Credits is { } credits ? [.. outer, new ScopeBudget(scope, credits)] : outer,
            },
            cancellation);
        int step = await steps.FirstOpenAsync(scope, cancellation);
        return new AgentStart(RunCursor.CurrentSchema, new RunCursor(RunCursor.CurrentSchema, node.Account, node.RunId, scope, step, node.Depth + 1)
        {
            IsPrepared = true,
            StepsPerHistory = node.StepsPerHistory,
            ElapsedMax = Math.Min(start.ElapsedMax ?? double.MaxValue, node.ElapsedMax ?? double.MaxValue),
        });
    }
}
