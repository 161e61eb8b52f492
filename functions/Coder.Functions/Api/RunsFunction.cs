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

/// <summary><c>/v1/runs</c>: start a run, list runs.</summary>
public sealed class RunsFunction(
    RunIntake intake, RunStore runs, RunViewReader views, RunOversight oversight, IdempotentRequests idempotency, TimeProvider time)
{
    private const int PageMax = 100;

    [Function("Runs")]
    [ApiOperation("GET", "listRuns", "Runs, the newest first", Scopes = ApiScopes.RunsRead, Answer = typeof(Page<RunView>), Query = "status project agent since limit cursor")]
    [ApiOperation("POST", "startRun", "Starts a run", Scopes = ApiScopes.RunsWrite, Body = typeof(RunRequest), Answer = typeof(RunView), Status = 202, Headers = "Idempotency-Key!", Problems = "402 409 413 422")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context) =>
        request.Method == HttpMethods.Post
            ? StartAsync(request, client, Caller.AccountOf(context), context.CancellationToken)
            : ListAsync(request, client, Caller.AccountOf(context), context.CancellationToken);

    private async Task<IResult> StartAsync(HttpRequest request, DurableTaskClient client, string account, CancellationToken cancellation)
    {
        (RunRequest body, string hash) = await ApiBody.ReadAsync<RunRequest>(request, cancellation);
        return await idempotency.ServeAsync(
            request, account, hash, RunKey.NewId(time.GetUtcNow()), StatusCodes.Status202Accepted, isRequired: true, StartAsync, cancellation);

        async Task<RunView> StartAsync(string id) =>
            await views.ReadAsync(await intake.StartAsync(new RunKey(account, id), body, client, cancellation), cancellation);
    }

    private async Task<IResult> ListAsync(HttpRequest request, DurableTaskClient client, string account, CancellationToken cancellation)
    {
        int limit = ApiQuery.Integer(request, "limit", 20, 1, PageMax);
        await oversight.SweepAsync(client, cancellation);
        return ApiResults.Json(await views.ReadAsync(await runs.ListAsync(account, ApiQuery.Runs(request), ApiQuery.Cursor(request), limit, cancellation), cancellation));
    }
}
