using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Builtin;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Scripts;

/// <summary>The doer of script nodes: a gate, or a script file in the sandbox. A pure platform step leaves nothing to do.</summary>
public sealed class ScriptNode(RunSteps steps, RunWorkspaces workspaces, GateStep gates, ScriptFile files)
{
    public async Task<ActivityOutput> RunAsync(RunRecord run, NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        RunScript command = await steps.CommandAsync<RunScript>(node.Scope, node.Step, cancellation);
        if (command.Builtin is { } name && BuiltinSteps.IsPure(name))
        {
            // Its result follows from the command, whenever it is asked for.
            return ActivityOutput.Done;
        }

        await using IWorkspaceSession workspace = await workspaces.OpenWithSecretsAsync(run, node, cancellation);
        GraphEvent result = command.Builtin is not null
            ? await gates.RunAsync(run, node, command, workspace, cancellation)
            : await files.RunAsync(run, node, command, workspace, cancellation);
        await steps.ResolveAsync(node, result, cancellation);
        return ActivityOutput.Done;
    }
}
