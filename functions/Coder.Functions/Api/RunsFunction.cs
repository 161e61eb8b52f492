using System.Text;
using System.Text.Json;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Api;

/// <summary><c>/v1/runs</c>: start a run, list runs.</summary>
public sealed class RunsFunction(
    RunIntake intake, RunStore runs, RunViewReader views, RunOversight oversight, IdempotencyStore idempotency, HostIdentity host, TimeProvider time)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int KeyCharactersMax = 255;
    private const int PageMax = 100;

    [Function("Runs")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        ApiMethods.Require(request, HttpMethods.Get, HttpMethods.Post);
        return request.Method == HttpMethods.Post
            ? StartAsync(request, client, Caller.AccountOf(context), context.CancellationToken)
            : ListAsync(request, client, Caller.AccountOf(context), context.CancellationToken);
    }

    private async Task<IResult> StartAsync(HttpRequest request, DurableTaskClient client, string account, CancellationToken cancellation)
    {
        string key = request.Headers[KeyHeader].ToString();
        if (key.Length is 0 or > KeyCharactersMax)
        {
            throw new ApiException(400, "idempotency_key_required", $"Give an `{KeyHeader}` header of 1 to {KeyCharactersMax} characters, a new one for each new run.");
        }

        (RunRequest body, string hash) = await ApiBody.ReadAsync<RunRequest>(request, cancellation);
        switch (await idempotency.BeginAsync(account, key, hash, RunKey.NewId(time.GetUtcNow()), host.Owner, host.IsOnlyHost, cancellation))
        {
            case IdempotencyOutcome.OtherBody:
                throw new ApiException(422, "idempotency_key_reused", $"This `{KeyHeader}` was used with another body. Use a new one.");
            case IdempotencyOutcome.InFlight:
                throw new ApiException(409, "idempotency_in_flight", "A request with this key is being worked on. Try again in a moment.");
            case IdempotencyOutcome.Replay replay:
                request.HttpContext.Response.Headers["Idempotent-Replayed"] = "true";
                return Accepted(request, replay.Subject, replay.Response);
            case IdempotencyOutcome.Begun begun:
                return await StartAsync(request, client, new RunKey(account, begun.Subject), body, key, hash, cancellation);
            default:
                throw new InvalidOperationException("Unknown outcome.");
        }
    }

    private async Task<IResult> StartAsync(
        HttpRequest request, DurableTaskClient client, RunKey run, RunRequest body, string key, string hash, CancellationToken cancellation)
    {
        RunRecord record;
        try
        {
            record = await intake.StartAsync(run, body, client, cancellation);
        }
        catch (Exception e) when (ApiProblems.IsRefusal(e))
        {
            // After any other failure the key stays: the request may have stored its run, and a repeat has to go on with that one.
            await idempotency.ForgetAsync(run.Account, key, CancellationToken.None);
            throw;
        }

        byte[] response = JsonSerializer.SerializeToUtf8Bytes(await views.ReadAsync(record, cancellation), ApiJson.Options);
        await idempotency.CompleteAsync(run.Account, key, hash, run.RunId, response, CancellationToken.None);
        return Accepted(request, run.RunId, response);
    }

    private static IResult Accepted(HttpRequest request, string runId, byte[] response)
    {
        request.HttpContext.Response.Headers.Location = $"/v1/runs/{runId}";
        return Results.Text(Encoding.UTF8.GetString(response), "application/json", Encoding.UTF8, StatusCodes.Status202Accepted);
    }

    private async Task<IResult> ListAsync(HttpRequest request, DurableTaskClient client, string account, CancellationToken cancellation)
    {
        int limit = ApiQuery.Integer(request, "limit", 20, 1, PageMax);
        await oversight.SweepAsync(client, cancellation);
        Page<RunRecord> page = await runs.ListAsync(account, ApiQuery.Status(request), ApiQuery.Cursor(request), limit, cancellation);
        List<RunView> shown = [];
        foreach (RunRecord run in page.Items)
        {
            shown.Add(await views.ReadAsync(run, cancellation));
        }

        return ApiResults.Json(new Page<RunView>(shown, page.NextCursor));
    }
}
