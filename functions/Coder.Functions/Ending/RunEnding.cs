using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Credits;
using Coder.Functions.Dispatch;
using Coder.Functions.Policies;
using Coder.Functions.Runs;
using Coder.Functions.Telemetry;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using Coder.Runs.Approvals;
using Coder.Runs.Events;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Ending;

/// <summary>The doer of a run's end: decides it once, publishes what was verified, keeps the artifacts, says the last word. Every step may be repeated.</summary>
public sealed class RunEnding(
    RunStore runs,
    RunSteps steps,
    DocumentStore documents,
    RunWorkspaces workspaces,
    RunPolicies policies,
    ResultPublisher publisher,
    RunArtifacts artifacts,
    ApprovalStore approvals,
    EventLog events,
    RunJournal journal,
    RunLogs logs,
    Conversations conversations,
    TimeProvider time,
    RunCredits credits,
    RunTelemetry telemetry)
{
    private static readonly string[] EndKey = ["end"];
    private static readonly string[] VerdictKey = ["verdict"];

    /// <summary>Decides how the run ends and, when its change is verified, publishes it.</summary>
    public async Task PublishAsync(FinishInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        RunRecord run = await runs.GetAsync(new RunKey(input.Account, input.RunId), cancellation);
        if (input.Error is not null)
        {
            // The workspace may be what failed: the end is decided without it.
            await documents.AddOrGetAsync(run.RunId, EndKey, EndRules.Decide(run, input, null, "", []), cancellation);
            return;
        }

        await using IWorkspaceSession workspace = await workspaces.OpenAsync(run, null, cancellation);
        (string tree, RunFault? unreadable) = await TreeAsync(workspace, cancellation);
        EndDocument end = await documents.FindAsync<EndDocument>(run.RunId, VerdictKey, cancellation)
            ?? await DecideAsync(run, input, workspace, tree, unreadable, cancellation);
        if (end.Operation == RunOperation.Succeed)
        {
            if (end.Unverified is { } why)
            {
                await journal.WarnAsync(run.RunId, "unverified", why, cancellation);
            }

            if (!run.IsReading)
            {
                await publisher.PublishAsync(run, end, await PlanAsync(input, cancellation), workspace, cancellation);
            }
        }

        if (unreadable is null)
        {
            await artifacts.KeepPatchAsync(run, workspace, cancellation);
        }

        await documents.AddOrGetAsync(run.RunId, EndKey, end, cancellation);
    }

    /// <summary>Decided before anything is published and kept: a cancel counts until then, and a repeat decides nothing else.</summary>
    private async Task<EndDocument> DecideAsync(
        RunRecord run, FinishInput input, IWorkspaceSession workspace, string tree, RunFault? unreadable, CancellationToken cancellation)
    {
        Finish? finish = input.Step < 0 ? null : await steps.CommandAsync<Finish>(input.Scope, input.Step, cancellation);
        FinishInput asked = run.Control == RunControl.Cancel ? input with { Cause = StopCause.Canceled } : input;
        bool matters = !run.IsReading && (finish is { Outcome: RunOutcome.Complete } || (finish is not null && EndRules.IsBlocked(finish)));
        IReadOnlyList<PolicyFinding> broken = matters ? await policies.ReviewAsync(run, workspace, cancellation) : [];
        EndDocument end = EndRules.Decide(run, asked, finish, tree, broken, unreadable ?? await OpenConflicts.FindAsync(run, workspace, cancellation));
        if (end.PolicyFindings.Count > 0)
        {
            await journal.RunAsync(run.RunId, RunEventTypes.PolicyViolated, "policy", new JsonObject { ["gate"] = null, ["findings"] = PolicyViews.Json(broken) }, cancellation);
        }

        return await documents.AddOrGetAsync(run.RunId, VerdictKey, end, cancellation);
    }

    /// <summary>What the graph planned, by the name that the shipped agent has for it; null: nothing.</summary>
    private async Task<string?> PlanAsync(FinishInput input, CancellationToken cancellation) =>
        input.Step < 0 ? null : (await steps.FindAsync(input.Scope, input.Step, cancellation))?.State.Values["plan_summary"] is JsonValue plan && plan.TryGetValue(out string? text) ? text : null;

    /// <summary>The tree of the files, or what the agent did that keeps them from having one.</summary>
    private static async Task<(string Tree, RunFault? Unreadable)> TreeAsync(IWorkspaceSession workspace, CancellationToken cancellation)
    {
        try
        {
            return (await workspace.TreeHashAsync(cancellation), null);
        }
        catch (WorkspaceException e) when (e.IsForTheAgent)
        {
            return ("", new RunFault(e.Code, e.Message));
        }
    }

    /// <summary>Keeps the artifacts, makes the run final, clears its workspace away.</summary>
    public async Task CompleteAsync(FinishInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        RunKey key = new(input.Account, input.RunId);
        EndDocument end = await documents.FindAsync<EndDocument>(input.RunId, EndKey, cancellation)
            ?? throw new InvalidOperationException($"The end of run {input.RunId} was never decided.");
        RunRecord run = await runs.UpdateAsync(key, r => Apply(r, end), cancellation);
        await CloseQuestionsAsync(run, cancellation);
        await artifacts.KeepAsync(run, cancellation);

        double platform = Math.Round(PlatformShare.Seconds(await events.ReadAsync(run.RunId, 0, int.MaxValue, cancellation), time.GetUtcNow()), 3);
        await credits.CloseAsync(run, cancellation);
        bool isFirst = !RunTransitions.IsFinal(run.Status);
        run = await runs.UpdateAsync(key, r => Finish(r, end, platform), cancellation);
        if (isFirst)
        {
            await telemetry.EndedAsync(run, cancellation);
        }

        await journal.RunAsync(run.RunId, RunEventTypes.RunCompleted, "completed", Describe(run), cancellation);
        await workspaces.RemoveAsync(run, cancellation);
        logs.Remove(run.RunId);
        await conversations.EndedAsync(run, cancellation);
    }

    /// <summary>The last resort, when the end itself cannot be carried out: the run becomes final, and what was published before stays.</summary>
    public async Task AbandonAsync(FinishInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        RunKey key = new(input.Account, input.RunId);
        RunRecord before = await runs.GetAsync(key, cancellation);
        EndDocument end = EndRules.Decide(before, input with { Cause = StopCause.None }, null, "", []);
        RunRecord run = await runs.UpdateAsync(key, r => Finish(Apply(r, end), end, null), cancellation);
        if (!RunTransitions.IsFinal(before.Status))
        {
            await telemetry.EndedAsync(run, cancellation);
        }

        await journal.RunAsync(run.RunId, RunEventTypes.RunCompleted, "completed", Describe(run), cancellation);
        await conversations.EndedAsync(run, cancellation);
    }

    private static RunRecord Apply(RunRecord run, EndDocument end) => RunTransitions.IsFinal(run.Status) ? run : run with
    {
        Outcome = end.Outcome, Reason = end.Reason, Error = end.Error, ErrorCode = end.ErrorCode, Output = end.Output,
        PolicyFindings = end.PolicyFindings,
    };

    private RunRecord Finish(RunRecord run, EndDocument end, double? platform) => RunTransitions.IsFinal(run.Status)
        ? run
        : (run with { Usage = run.Usage with { PlatformSeconds = platform } }).After(end.Operation, time.GetUtcNow());

    private async Task CloseQuestionsAsync(RunRecord run, CancellationToken cancellation)
    {
        foreach (ApprovalRecord open in await approvals.ListAsync(run.RunId, cancellation))
        {
            await approvals.DecideAsync(
                run.RunId, open.ApprovalId, a => a with { State = ApprovalStates.Canceled, AnsweredAt = time.GetUtcNow() }, cancellation);
        }
    }

    private static JsonObject Describe(RunRecord run) => new()
    {
        ["status"] = StatusText.Of(run.Status),
        ["outcome"] = run.Outcome,
        ["reason"] = run.Reason,
        ["error"] = run.Error,
        ["error_code"] = run.ErrorCode,
        ["branch"] = run.Branch,
        ["platform_seconds"] = run.Usage.PlatformSeconds,
    };
}
