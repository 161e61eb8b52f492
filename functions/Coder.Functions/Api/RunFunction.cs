using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Api;

/// <summary><c>/v1/runs/{id}</c> and what can be done to a run.</summary>
public sealed class RunFunction(RunStore runs, RunViewReader views, RunControls controls, RunOversight oversight, RunPurge purge)
{
    [Function("Run")]
    [ApiOperation("GET", "getRun", "A run", Scopes = ApiScopes.RunsRead, Answer = typeof(RunView))]
    [ApiOperation("DELETE", "deleteRun", "Deletes a run that is over", Scopes = ApiScopes.RunsWrite, Status = 204, Problems = "409")]
    public async Task<IResult> GetOrDeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        RunRecord run = await FindAsync(id, client, context);
        if (request.Method == HttpMethods.Delete)
        {
            await purge.PurgeAsync(run, Caller.Of(context).Id, client, context.CancellationToken);
            return Results.NoContent();
        }

        return ApiResults.Json(await views.ReadAsync(run, context.CancellationToken));
    }

    [Function("RunCancel")]
    [ApiOperation("POST", "cancelRun", "Ends a run for good", Scopes = ApiScopes.RunsWrite, Answer = typeof(RunView), Status = 202, Problems = "409")]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/cancel")] HttpRequest request, string id, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        await ShowAsync(await controls.CancelAsync(await FindAsync(id, client, context), client, context.CancellationToken), context);

    [Function("RunPause")]
    [ApiOperation("POST", "pauseRun", "Stops a run where it stands", Scopes = ApiScopes.RunsWrite, Answer = typeof(RunView), Status = 202, Problems = "409")]
    public async Task<IResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/pause")] HttpRequest request, string id, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        await ShowAsync(await controls.PauseAsync(await FindAsync(id, client, context), client, context.CancellationToken), context);

    [Function("RunResume")]
    [ApiOperation("POST", "resumeRun", "Lets a run go on at the same turn", Scopes = ApiScopes.RunsWrite, Body = typeof(ResumeRequest), IsBodyOptional = true, Answer = typeof(RunView), Status = 202, Problems = "409")]
    public async Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/resume")] HttpRequest request, string id, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        RunRecord run = await FindAsync(id, client, context);
        ResumeRequest body = await ApiBody.ReadOptionalAsync(request, new ResumeRequest(), context.CancellationToken);
        return await ShowAsync(await controls.ResumeAsync(run, body, client, context.CancellationToken), context);
    }

    private async Task<RunRecord> FindAsync(string id, DurableTaskClient client, FunctionContext context) =>
        await oversight.CheckAsync(await RunLookup.FindAsync(runs, context, id), client, context.CancellationToken);

    private async Task<IResult> ShowAsync(RunRecord run, FunctionContext context) =>
        ApiResults.Json(await views.ReadAsync(run, context.CancellationToken), StatusCodes.Status202Accepted);
}
