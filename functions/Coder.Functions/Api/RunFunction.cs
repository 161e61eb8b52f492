using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Api;

/// <summary><c>/v1/runs/{id}</c> and what can be done to a run.</summary>
public sealed class RunFunction(RunStore runs, RunViewReader views, RunControls controls, RunOversight oversight)
{
    [Function("Run")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        ApiMethods.Require(request, HttpMethods.Get);
        RunRecord run = await oversight.CheckAsync(await RunLookup.FindAsync(runs, context, id), client, context.CancellationToken);
        return ApiResults.Json(await views.ReadAsync(run, context.CancellationToken));
    }

    [Function("RunOperation")]
    public async Task<IResult> OperateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/{operation}")] HttpRequest request,
        string id,
        string operation,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        if (operation is not ("cancel" or "pause" or "resume"))
        {
            throw ApiException.NotFound($"resource `{operation}` of a run");
        }

        ApiMethods.Require(request, HttpMethods.Post);
        RunRecord run = await oversight.CheckAsync(await RunLookup.FindAsync(runs, context, id), client, context.CancellationToken);
        run = operation switch
        {
            "cancel" => await controls.CancelAsync(run, client, context.CancellationToken),
            "pause" => await controls.PauseAsync(run, client, context.CancellationToken),
            _ => await controls.ResumeAsync(
                run, await ApiBody.ReadOptionalAsync(request, new ResumeRequest(), context.CancellationToken), client, context.CancellationToken),
        };
        return ApiResults.Json(await views.ReadAsync(run, context.CancellationToken), StatusCodes.Status202Accepted);
    }
}
