using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Runs;
using Coder.Runs.Events;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Api;

/// <summary><c>/v1/runs/{id}/events</c>: a stream (server-sent events) or a page, which may wait for its first event.</summary>
public sealed class RunEventsFunction(RunStore runs, RunOversight oversight, EventLog events, EventSignals signals, EventStream stream, TimeProvider time)
{
    private const int PageMax = 1000;
    private const int WaitSecondsMax = 30;

    /// <summary>How soon an event of another process is seen.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    [Function("RunEvents")]
    [ApiOperation("GET", "listEvents", "A run's events: a page, a long poll, or a stream", Scopes = ApiScopes.RunsRead, Answer = typeof(Page<RunEvent>), MediaTypes = "text/event-stream", Query = "after wait limit", Headers = "Last-Event-ID")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/events")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        RunRecord run = await oversight.CheckAsync(await RunLookup.FindAsync(runs, context, id), client, context.CancellationToken);
        long after = ApiQuery.Long(request, "after", 0, 0, EventLog.NumberMax);
        if (HttpMethods.IsGet(request.Method) && !request.Query.ContainsKey("wait") && request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            after = ApiQuery.LastEventId(request) ?? after;
            if (await HasSeenEndAsync(run.RunId, after, context.CancellationToken))
            {
                // Tells a reader that reconnects by itself that there is nothing to come back for.
                return Results.NoContent();
            }

            await stream.WriteAsync(run.RunId, after, request.HttpContext, context.CancellationToken);
            return Results.Empty;
        }

        int limit = ApiQuery.Integer(request, "limit", 100, 1, PageMax);
        int waitSeconds = ApiQuery.Integer(request, "wait", 0, 0, WaitSecondsMax);
        IReadOnlyList<RunEvent> page = await PollAsync(run.RunId, after, limit, TimeSpan.FromSeconds(waitSeconds), context.CancellationToken);
        return ApiResults.Json(new Page<RunEvent>(page, page.Count == limit ? page[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    private async Task<bool> HasSeenEndAsync(string runId, long after, CancellationToken cancellation) =>
        after > 0 && await events.ReadAsync(runId, after - 1, 1, cancellation) is [{ Type: RunEventTypes.RunCompleted }];

    private async Task<IReadOnlyList<RunEvent>> PollAsync(string runId, long after, int limit, TimeSpan wait, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            Task next = signals.Next(runId);
            IReadOnlyList<RunEvent> page = await events.ReadAsync(runId, after, limit, cancellation);
            if (page.Count > 0 || time.GetElapsedTime(started) >= wait)
            {
                return page;
            }

            await Task.WhenAny(next, Task.Delay(PollInterval, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
