using System.Globalization;
using System.Text.Json.Nodes;
using Coder.Agents.Tools;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Graphs.Stepping;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Functions.Runs;

/// <summary>Questions of graphs and models to people: asked once, whatever is repeated; answered once, whoever is first.</summary>
public sealed class RunQuestions(RunStore runs, ApprovalStore approvals, RunJournal journal, RunAudit audit, TimeProvider time)
{
    /// <summary>Asks what an approval or input node asks.</summary>
    public Task<ApprovalRecord> AskAsync(RunRecord run, NodeInput node, Ask ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(ask);
        DateTimeOffset now = time.GetUtcNow();
        string question = ask.Problem is null ? ask.Question : $"{ask.Problem}\n\n{ask.Question}";
        ApprovalRecord record = New(run, node, $"{ask.Attempt}", question, ask.Options) with
        {
            Kind = ask.Kind == AskKind.Approval ? "approval" : "input",
            Default = ask.Default,
            Deadline = ask.TimeoutSeconds is { } seconds ? now.AddSeconds(seconds) : null,
        };
        return AskAsync(run, node, record, cancellation);
    }

    /// <summary>Asks what a model asked by a tool call.</summary>
    public Task<ApprovalRecord> AskModelQuestionAsync(RunRecord run, NodeInput node, int call, ToolQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(question);
        ApprovalRecord record = New(run, node, $"t{node.Turn}.{call}", question.Text, question.Options) with { Kind = question.Options.Count > 0 ? "approval" : "input" };
        return AskAsync(run, node, record, cancellation);
    }

    /// <summary>The run works again; event and audit trail say who answered.</summary>
    public async Task AnsweredAsync(RunRecord run, NodeInput node, ApprovalRecord answered, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(answered);
        await runs.UpdateAsync(
            run.Key,
            r => r.Status is RunStatus.WaitingApproval or RunStatus.WaitingInput ? r.After(RunOperation.Answer, time.GetUtcNow()) : r,
            cancellation);
        await journal.NodeAsync(
            node,
            RunEventTypes.ApprovalDecided,
            $"approval/{answered.ApprovalId}/decided",
            new JsonObject { ["approval_id"] = answered.ApprovalId, ["state"] = answered.State, ["answer"] = answered.Answer, ["by"] = answered.AnsweredBy },
            cancellation);
        await audit.DecidedAsync(run, answered, cancellation);
    }

    private async Task<ApprovalRecord> AskAsync(RunRecord run, NodeInput node, ApprovalRecord record, CancellationToken cancellation)
    {
        ApprovalRecord asked = await approvals.AskAsync(record, cancellation);
        if (asked.State == ApprovalStates.Pending)
        {
            if (asked.InstanceId != node.InstanceId)
            {
                // The visit was interrupted while it waited: its answer must nudge the orchestration that waits now.
                asked = (await approvals.DecideAsync(run.RunId, asked.ApprovalId, a => a with { InstanceId = node.InstanceId }, cancellation)).Record;
            }

            RunOperation operation = asked.Kind == "approval" ? RunOperation.AskApproval : RunOperation.AskInput;
            RunRecord waiting = await runs.UpdateAsync(run.Key, r => r.Status == RunStatus.Running ? r.After(operation, time.GetUtcNow()) : r, cancellation);
            await WaitsAgainAsync(waiting, asked, cancellation);
        }

        // Told of a decided question too: the host may have died between the question and its event, and the answer come before the repetition.
        await ReportAsync(node, asked, cancellation);
        return asked;
    }

    /// <summary>A question that was asked before and, after a pause, is waited for once more: whoever watches has to look again.</summary>
    private async Task WaitsAgainAsync(RunRecord waiting, ApprovalRecord asked, CancellationToken cancellation)
    {
        if (waiting.Status is RunStatus.WaitingApproval or RunStatus.WaitingInput && waiting.WaitedSeconds != asked.WaitedSeconds)
        {
            string source = string.Create(CultureInfo.InvariantCulture, $"approval/{asked.ApprovalId}/waiting/{waiting.WaitedSeconds:R}");
            await journal.RunAsync(waiting.RunId, RunEventTypes.RunStatus, source, new JsonObject { ["status"] = StatusText.Of(waiting.Status) }, cancellation);
        }
    }

    private Task ReportAsync(NodeInput node, ApprovalRecord asked, CancellationToken cancellation) => journal.NodeAsync(
        node,
        RunEventTypes.ApprovalRequested,
        $"approval/{asked.ApprovalId}/requested",
        new JsonObject
        {
            ["approval_id"] = asked.ApprovalId,
            ["kind"] = asked.Kind,
            ["question"] = asked.Question,
            ["options"] = new JsonArray([.. asked.Options.Select(o => (JsonNode)o)]),
            ["default"] = asked.Default,
            ["deadline"] = asked.Deadline,
        },
        cancellation);

    private ApprovalRecord New(RunRecord run, NodeInput node, string part, string question, IReadOnlyList<string> options) => new()
    {
        RunId = run.RunId,
        // A child's are told apart by the visit that it serves: the same agent may be called again.
        ApprovalId = $"{(node.Scope == node.RunId ? "" : $"{node.Scope[(node.RunId.Length + 1)..]}.")}{node.Node}-{node.Visit}-{part}",
        InstanceId = node.InstanceId,
        Kind = "approval",
        Node = node.Node,
        Question = question,
        Options = options,
        RequestedAt = time.GetUtcNow(),
        WaitedSeconds = run.WaitedSeconds,
    };
}
