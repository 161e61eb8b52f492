using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Api;

/// <summary><c>/v1/runs/{id}/approvals</c>: what a run asks, and the answers.</summary>
public sealed class RunApprovalsFunction(RunStore runs, ApprovalStore approvals, RunControls controls, RunRedactors redactors, RunAudit audit, TimeProvider time)
{
    private const int AnswerCharactersMax = 64 * 1024;

    [Function("RunApprovals")]
    [ApiOperation("GET", "listApprovals", "What a run has asked", Scopes = ApiScopes.RunsRead, Answer = typeof(Page<ApprovalView>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/approvals")] HttpRequest request,
        string id,
        FunctionContext context)
    {
        RunRecord run = await RunLookup.FindAsync(runs, context, id);
        Redactor redactor = await redactors.OfAsync(run.RunId, context.CancellationToken);
        IReadOnlyList<ApprovalRecord> all = await approvals.ListAsync(run.RunId, context.CancellationToken);
        return ApiResults.Json(new Page<ApprovalView>([.. all.Select(a => a.ToView(redactor))], null));
    }

    [Function("RunApproval")]
    [ApiOperation("GET", "getApproval", "A question of a run", Scopes = ApiScopes.RunsRead, Answer = typeof(ApprovalView))]
    [ApiOperation("POST", "answerApproval", "Answers a question; the first answer stands", Scopes = ApiScopes.RunsWrite, Body = typeof(AnswerRequest), Answer = typeof(ApprovalView), Problems = "409")]
    public async Task<IResult> AnswerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/approvals/{approvalId}")] HttpRequest request,
        string id,
        string approvalId,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        RunRecord run = await RunLookup.FindAsync(runs, context, id);
        Redactor redactor = await redactors.OfAsync(run.RunId, context.CancellationToken);
        ApprovalRecord question = await approvals.FindAsync(run.RunId, approvalId, context.CancellationToken)
            ?? throw ApiException.NotFound($"question `{approvalId}` of run `{id}`");
        if (request.Method != HttpMethods.Post)
        {
            return ApiResults.Json(question.ToView(redactor));
        }

        (AnswerRequest body, _) = await ApiBody.ReadAsync<AnswerRequest>(request, context.CancellationToken);
        if (body.Answer.Length > AnswerCharactersMax)
        {
            throw ApiException.Invalid("/answer", $"An answer has at most {AnswerCharactersMax} characters.");
        }

        (ApprovalRecord decided, bool first) = await approvals.DecideAsync(
            run.RunId,
            approvalId,
            a => a with
            {
                State = ApprovalStates.Answered, Answer = body.Answer, Comment = body.Comment, AnsweredBy = body.By ?? "api", AnsweredWithKey = Caller.Of(context).Id, AnsweredAt = time.GetUtcNow(),
            },
            context.CancellationToken);
        if (!first && (decided.State != ApprovalStates.Answered || decided.Answer != body.Answer))
        {
            throw new ApiException(409, "already_decided", $"This question is {decided.State} already{(decided.Answer is null ? "" : $": {decided.Answer}")}. The first decision stands.");
        }

        await audit.DecidedAsync(run, decided, context.CancellationToken);
        // Also for a repeated answer: the nudge of the first may have been lost with its process.
        await controls.NudgeAsync(run, client, context.CancellationToken);
        return ApiResults.Json(decided.ToView(redactor));
    }
}
