using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Functions.Scripts;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>A script node: a platform step, a gate, or a script file in the sandbox.</summary>
public sealed class RunScriptNode(RunWork work, ScriptNode script)
{
    [Function(nameof(RunScriptNode))]
    public Task<ActivityOutput> RunAsync([ActivityTrigger] NodeInput node, CancellationToken cancellation) =>
        work.GuardAsync(node, (run, token) => script.RunAsync(run, node, token), cancellation);
}
