using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Activities;

/// <summary>Reads how a question stands after a nudge or its deadline; once it is decided, the node has its result.</summary>
public sealed class ReadQuestion(RunStore runs, RunSteps steps, ApprovalStore approvals, RunQuestions questions, TimeProvider time)
{
    [Function(nameof(ReadQuestion))]
    public async Task<QuestionState> RunAsync([ActivityTrigger] QuestionInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        NodeInput node = input.Node;
        RunRecord run = await runs.GetAsync(new RunKey(node.Account, node.RunId), cancellation);
        ApprovalRecord record = await approvals.FindAsync(node.RunId, input.ApprovalId, cancellation)
            ?? throw new InvalidOperationException($"Run {node.RunId} has no question {input.ApprovalId}.");
        if (record is { State: ApprovalStates.Pending, Deadline: { } deadline } && deadline <= time.GetUtcNow())
        {
            record = (await approvals.DecideAsync(
                node.RunId, input.ApprovalId, a => a with { State = ApprovalStates.Expired, AnsweredAt = time.GetUtcNow() }, cancellation)).Record;
        }

        if (record.State == ApprovalStates.Pending)
        {
            return run.Control == RunControl.Go
                ? new QuestionState(RunCursor.CurrentSchema, StopCause.None, false, record.ApprovalId, record.Deadline?.UtcDateTime)
                : Stopped(run.Control, record.ApprovalId);
        }

        int attempt = (await steps.CommandAsync<Ask>(node.Scope, node.Step, cancellation)).Attempt;
        await questions.AnsweredAsync(run, node, record, cancellation);
        GraphEvent result = record.State == ApprovalStates.Answered
            ? new Answered(node.Node, node.Visit, record.Answer ?? "", record.AnsweredBy ?? "api", attempt)
            : new Expired(node.Node, node.Visit, attempt);
        await steps.ResolveAsync(node, result, cancellation);
        return new QuestionState(RunCursor.CurrentSchema, StopCause.None, true, record.ApprovalId, null);
    }

    internal static QuestionState Stopped(RunControl control, string approvalId) => new(
        RunCursor.CurrentSchema, control == RunControl.Cancel ? StopCause.Canceled : StopCause.Paused, false, approvalId, null);
}
