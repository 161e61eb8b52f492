using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Policies;
using Coder.Functions.Runs;
using Coder.Graphs.Builtin;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Gates;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Scripts;

/// <summary>
/// Runs a gate and keeps its evidence with the run: what the graph routes on and what the end is judged by. A change that the policy refuses fails the
/// gate before anything of it is run.
/// </summary>
public sealed class GateStep(RunStore runs, IGateRunner gates, RunPolicies policies, RunLogs logs, RunJournal journal)
{
    public async Task<GraphEvent> RunAsync(RunRecord run, NodeInput node, RunScript command, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(command);
        string gate = BuiltinSteps.GateOf(command.Builtin!) ?? throw new InvalidOperationException($"{command.Builtin} is no gate.");
        GateKind kind = Enum.Parse<GateKind>(gate, ignoreCase: true);
        IReadOnlyList<PolicyFinding> broken = await policies.ReviewAsync(run, workspace, cancellation);
        if (broken.Count > 0)
        {
            await journal.NodeAsync(node, RunEventTypes.PolicyViolated, "policy", new JsonObject { ["gate"] = gate, ["findings"] = PolicyViews.Json(broken) }, cancellation);
            return await KeepAsync(run, node, command, Refused(kind, broken, await workspace.TreeHashAsync(cancellation)), workspace, cancellation);
        }

        GateRequest request = new(
            kind,
            kind switch { GateKind.Build => run.Request.BuildCmd, GateKind.Test => run.Request.TestCmd, _ => null },
            TimeSpan.FromSeconds(command.TimeoutSeconds),
            run.Request.AcceptBaselineFailures ?? (await policies.OfAsync(run.RunId, cancellation)).Config.AcceptBaselineFailures ?? false,
            logs.FolderOf(node));
        return await KeepAsync(run, node, command, await RunAsync(workspace, request, cancellation), workspace, cancellation);
    }

    private static GateEvidence Refused(GateKind kind, IReadOnlyList<PolicyFinding> broken, string tree) => new()
    {
        Kind = kind,
        State = GateState.Failed,
        Commands = [],
        TreeHash = tree,
        DurationSeconds = 0,
        Reason = PolicyViews.Summary(broken),
        ReasonCode = FixLoopGate.PolicyReasonCode,
        Output = string.Join('\n', broken),
    };

    private async Task<GraphEvent> KeepAsync(RunRecord run, NodeInput node, RunScript command, GateEvidence evidence, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        GateView view = GateViews.Of(evidence) with { FailurePlaces = await FailedTests.PlacesAsync(evidence.Tests?.Failures ?? [], workspace, cancellation) };
        await runs.UpdateAsync(run.Key, r => r with { Gates = [.. r.Gates.Where(g => g.Gate != view.Gate), view] }, cancellation);
        await journal.NodeAsync(node, RunEventTypes.GateCompleted, "gate", Describe(view), cancellation);
        return new NodeSucceeded(node.Node, node.Visit, VerifyOutcome.ToResult(ToResult(evidence, view), command.Input));
    }

    /// <summary>A gate that cannot take the files in has failed: what is in the way is the agent's doing, and it is told so.</summary>
    private async Task<GateEvidence> RunAsync(IWorkspaceSession workspace, GateRequest request, CancellationToken cancellation)
    {
        try
        {
            return await gates.RunAsync(workspace, request, null, cancellation);
        }
        catch (WorkspaceException e) when (e.IsForTheAgent)
        {
            return new GateEvidence
            {
                Kind = request.Kind, State = GateState.Failed, Commands = [], TreeHash = "", DurationSeconds = 0, Reason = e.Message, ReasonCode = e.Code,
            };
        }
    }

    private static GateResult ToResult(GateEvidence evidence, GateView view) => new(view.Gate, view.State, view.ReasonCode, view.Reason)
    {
        Command = view.Command,
        ExitCode = view.ExitCode,
        Passed = view.Passed,
        Failed = view.Failed,
        Skipped = view.Skipped,
        TreeHash = view.TreeHash,
        Output = evidence.Output,
        Failures = [.. (evidence.Tests?.Failures ?? []).Select(f => $"{f.Name}: {f.Message}")],
        Weakened = view.Weakened,
        PreexistingFailures = view.PreexistingFailures,
    };

    private static JsonObject Describe(GateView gate) => new()
    {
        ["gate"] = gate.Gate,
        ["state"] = gate.State,
        ["reason"] = gate.Reason,
        ["reason_code"] = gate.ReasonCode,
        ["command"] = gate.Command,
        ["exit_code"] = gate.ExitCode,
        ["passed"] = gate.Passed,
        ["failed"] = gate.Failed,
        ["skipped"] = gate.Skipped,
        ["duration_seconds"] = gate.DurationSeconds,
        ["failures"] = new JsonArray([.. gate.Failures.Take(20).Select(f => (JsonNode)f)]),
    };
}
