using System.Text.Json.Nodes;
using Coder.Agents.Chat.Turns;
using Coder.Agents.Tools;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Turns;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Visits;

/// <summary>
/// The doer of <c>Act</c>: runs a turn's tool calls in order, each journaled with the tree before and after it. A finished call is skipped; one in
/// doubt is repeated after the workspace was put back to the tree before it.
/// </summary>
public sealed class VisitActor(
    RunSteps steps, VisitTurns visit, VisitClock clock, ToolJournal journal, RunWorkspaces workspaces, RunQuestions questions, RunJournal events, TimeProvider time)
{
    /// <summary>The turn's tool calls within the time that the node has left; a call that runs when it ends is stopped, and the node fails.</summary>
    public async Task<ActivityOutput> ActAsync(RunRecord run, NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        LlmVisitSpec spec = (await steps.CommandAsync<RunLlm>(node.Scope, node.Step, cancellation)).Spec;
        using CancellationTokenSource limit =
            VisitLimits.Remaining(spec, await clock.ElapsedSecondsAsync(run, node, cancellation)) is { } left ? new(left, time) : new();
        using CancellationTokenSource work = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await ActAsync(run, node, spec, work.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            NodeFailed failure = VisitLimits.Failure(node, spec);
            await StopCallAsync(node, failure.Message, cancellation);
            await steps.ResolveAsync(node, failure, cancellation);
            return ActivityOutput.Done;
        }
    }

    private async Task<ActivityOutput> ActAsync(RunRecord run, NodeInput node, LlmVisitSpec spec, CancellationToken cancellation)
    {
        IReadOnlyList<TurnResult> spoken = [.. (await visit.ReadAsync(node, cancellation)).Take(node.Turn)];
        (_, string? todo) = await visit.ResultsAsync(node, spoken, cancellation);
        await using IWorkspaceSession workspace = await workspaces.OpenAsync(run, node, cancellation);
        IReadOnlyList<ToolCall> calls = spoken[node.Turn - 1].ToolCalls;
        bool changed = false;
        bool isRepeated = false;
        for (int i = 0; i < calls.Count; i++)
        {
            TurnKey turn = VisitTurns.Key(node, node.Turn);
            ToolEntry? entry = await journal.FindAsync(turn, i, cancellation);
            if (entry is { Finished: true })
            {
                isRepeated = true;
                changed |= entry.TreeAfter != entry.TreeBefore;
                // The host may have died between the entry and its event.
                await ReportAsync(node, i, calls[i], entry, cancellation);
                continue;
            }

            ToolContext context = new() { Session = workspace, Allowed = spec.Tools, TodoJson = todo };
            entry = await CallAsync(run, node, i, calls[i], entry, spoken, context, cancellation);
            if (entry is null)
            {
                return ActivityOutput.Then(VisitNext.Wait);
            }

            await journal.PutAsync(turn, i, entry, cancellation);
            todo = entry.Todo ?? todo;
            changed |= entry.TreeAfter != entry.TreeBefore;
            await ReportAsync(node, i, calls[i], entry, cancellation);
        }

        if (changed && (await TreeAsync(workspace, cancellation)).Finding is null)
        {
            await CheckpointAsync(node, workspace, isRepeated, cancellation);
        }

        return ActivityOutput.Then(VisitNext.Think);
    }

    /// <summary>The call that the node's time ended in gets that as its result.</summary>
    private async Task StopCallAsync(NodeInput node, string message, CancellationToken cancellation)
    {
        IReadOnlyList<ToolCall> calls = (await visit.ReadAsync(node, cancellation))[node.Turn - 1].ToolCalls;
        for (int i = 0; i < calls.Count; i++)
        {
            TurnKey turn = VisitTurns.Key(node, node.Turn);
            if (await journal.FindAsync(turn, i, cancellation) is { Finished: false } begun)
            {
                ToolEntry stopped = begun with { Finished = true, TreeAfter = "", Result = $"Stopped: {message}", IsError = true };
                await journal.PutAsync(turn, i, stopped, cancellation);
                await ReportAsync(node, i, calls[i], stopped, cancellation);
            }
        }
    }

    /// <summary>The finished call; null while it waits for an answer.</summary>
    private async Task<ToolEntry?> CallAsync(
        RunRecord run, NodeInput node, int index, ToolCall call, ToolEntry? doubtful, IReadOnlyList<TurnResult> spoken, ToolContext context, CancellationToken cancellation)
    {
        TurnKey turn = VisitTurns.Key(node, node.Turn);
        bool readsOnly = ToolCatalog.ReadsOnly(call.Name);
        string before = doubtful?.TreeBefore ?? "";
        if (doubtful is { TreeBefore.Length: > 0 })
        {
            await context.Session.ResetAsync(doubtful.TreeBefore, cancellation);
        }
        else if (doubtful is null)
        {
            before = readsOnly ? "" : (await TreeAsync(context.Session, cancellation)).Tree;
            await journal.PutAsync(turn, index, new ToolEntry(before, false, null, null, false), cancellation);
        }

        await events.NodeAsync(
            node,
            RunEventTypes.ToolStarted,
            $"turn/{node.Turn}/tool/{index}/started",
            new JsonObject { ["turn"] = node.Turn, ["call"] = index, ["name"] = call.Name, ["summary"] = ToolSummary.Of(call.Name, call.ArgumentsJson) },
            cancellation);
        if (ToolLoopGuard.Repeats(Earlier(spoken, index), new ToolInvocation(call.Name, call.ArgumentsJson)))
        {
            return new ToolEntry(before, true, before, ToolLoopGuard.Warning, true);
        }

        ToolResult result = await ToolRunner.RunAsync(new ToolInvocation(call.Name, call.ArgumentsJson), context, cancellation);
        if (result.Question is { } question)
        {
            ApprovalRecord asked = await questions.AskModelQuestionAsync(run, node, index, question, cancellation);
            if (asked.State == ApprovalStates.Pending)
            {
                return null;
            }

            await questions.AnsweredAsync(run, node, asked, cancellation);
            result = asked.Answer is null ? ToolQuestion.NoAnswer() : ToolQuestion.Answer(asked.Answer);
        }

        (string after, string? finding) = readsOnly || !result.ChangedFiles ? (before, null) : await TreeAsync(context.Session, cancellation);
        return new ToolEntry(
            before, true, after, finding is null ? result.Content : $"{result.Content}\n\n{finding}", result.IsError || finding is not null, result.TodoJson);
    }

    /// <summary>The tree of the files; empty, with what the model has to undo, while the files cannot have one.</summary>
    private static async Task<(string Tree, string? Finding)> TreeAsync(IWorkspaceSession workspace, CancellationToken cancellation)
    {
        try
        {
            return (await workspace.TreeHashAsync(cancellation), null);
        }
        catch (WorkspaceException e) when (e.IsForTheAgent)
        {
            return ("", e.Message);
        }
    }

    private static List<ToolInvocation> Earlier(IReadOnlyList<TurnResult> spoken, int index) =>
    [
        .. spoken.Take(spoken.Count - 1).SelectMany(t => t.ToolCalls).Concat(spoken[^1].ToolCalls.Take(index))
            .Select(c => new ToolInvocation(c.Name, c.ArgumentsJson)),
    ];

    private async Task CheckpointAsync(NodeInput node, IWorkspaceSession workspace, bool isRepeated, CancellationToken cancellation)
    {
        Checkpoint checkpoint = await workspace.CheckpointAsync($"{node.Node} {node.Visit}.{node.Turn}", cancellation);
        // Repeated, the checkpoint may be there already and its event not.
        if (checkpoint.Changed || isRepeated)
        {
            await events.NodeAsync(
                node,
                RunEventTypes.CheckpointCreated,
                $"turn/{node.Turn}/checkpoint",
                new JsonObject { ["commit"] = checkpoint.Commit, ["tree"] = checkpoint.Tree },
                cancellation);
        }
    }

    private Task ReportAsync(NodeInput node, int index, ToolCall call, ToolEntry entry, CancellationToken cancellation) => events.NodeAsync(
        node,
        RunEventTypes.ToolCompleted,
        $"turn/{node.Turn}/tool/{index}/completed",
        new JsonObject
        {
            ["turn"] = node.Turn,
            ["call"] = index,
            ["name"] = call.Name,
            ["summary"] = ToolSummary.Of(call.Name, call.ArgumentsJson),
            ["is_error"] = entry.IsError,
            ["result"] = entry.Result ?? "",
        },
        cancellation);
}
