using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Functions.Api.Routing;
using Coder.Functions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/github/deliveries</c>: what waits, failed or was lost in the inbox; a saved payload is handled as if GitHub had sent it.</summary>
public sealed class DeliveriesFunction(DeliveryInbox intake, InboxTable inbox, InboxRows rows, IInboxNudge nudge, TimeProvider time)
{
    private const int ListMax = 100;

    [Function("Deliveries")]
    [ApiOperation("GET", "listDeliveries", "Webhooks in the inbox, at most 100", Scopes = ApiScopes.Operator, Answer = typeof(Page<DeliveryView>), Query = "delivery_status")]
    [ApiOperation("POST", "replayDelivery", "Handles a saved payload as a webhook", Scopes = ApiScopes.Operator, IsBodyForeign = true, Answer = typeof(DeliveryView), Status = 202, Query = "event!", Problems = "413")]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/github/deliveries")] HttpRequest request, FunctionContext context)
    {
        return request.Method == HttpMethods.Post ? ReplayAsync(request, context.CancellationToken) : ListAsync(request, context.CancellationToken);
    }

    [Function("Delivery")]
    [ApiOperation("GET", "getDelivery", "A webhook of the inbox", Scopes = ApiScopes.Operator, Answer = typeof(DeliveryView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/github/deliveries/{id}")] HttpRequest request, string id, FunctionContext context)
    {
        return ApiResults.Json(ViewOf(await FindAsync(id, context.CancellationToken)));
    }

    [Function("DeliveryRetry")]
    [ApiOperation("POST", "retryDelivery", "Tries a quarantined webhook again", Scopes = ApiScopes.Operator, Answer = typeof(DeliveryView), Status = 202, Problems = "409")]
    public async Task<IResult> RetryAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/github/deliveries/{id}/retry")] HttpRequest request, string id, FunctionContext context)
    {
        Delivery delivery = await FindAsync(id, context.CancellationToken);
        if (!await rows.RetryAsync(id, context.CancellationToken))
        {
            throw new ApiException(409, "not_quarantined", $"The delivery is {Text(delivery.Status)}; only one that is quarantined is tried again.");
        }

        nudge.Nudge(InboxPartitions.NumberOf(id), TimeSpan.Zero);
        return ApiResults.Json(ViewOf(await FindAsync(id, context.CancellationToken)), StatusCodes.Status202Accepted);
    }

    private static DeliveryView ViewOf(Delivery delivery) => new(
        delivery.Id, delivery.DeliveryId, delivery.EventName, Text(delivery.Status), delivery.Attempts, delivery.Summary, delivery.ReceivedAt, delivery.HandledAt);

    private static string Text(DeliveryStatus status) => status.ToString().ToLowerInvariant();

    private async Task<Delivery> FindAsync(string id, CancellationToken cancellation) => await inbox.FindAsync(id, cancellation) ?? throw ApiException.NotFound($"delivery `{id}`");

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        DeliveryStatus status = request.Query["status"].ToString() switch
        {
            "" or "quarantined" => DeliveryStatus.Quarantined,
            "pending" => DeliveryStatus.Pending,
            "lost" => DeliveryStatus.Lost,
            var other => throw ApiException.Invalid("", $"`{other}` is not listed; give the status `quarantined`, `pending` or `lost`."),
        };
        List<DeliveryView> found = [];
        await foreach (Delivery delivery in inbox.ListAsync(status, cancellation))
        {
            found.Add(ViewOf(delivery));
            if (found.Count == ListMax)
            {
                break;
            }
        }

        return ApiResults.Json(new Page<DeliveryView>(found, null));
    }

    private async Task<IResult> ReplayAsync(HttpRequest request, CancellationToken cancellation)
    {
        string name = DeliveryEvent.Checked(request.Query["event"].ToString());
        using WebhookBody body = await WebhookBody.ReadAsync(request, cancellation);
        string deliveryId = $"replay-{Guid.CreateVersion7(time.GetUtcNow()):n}";
        if (GitHubEvents.Read(deliveryId, name, body.Bytes, time.GetUtcNow()) is null)
        {
            throw ApiException.Invalid("", "The payload is no JSON object.");
        }

        Receipt receipt = await intake.AcceptAgainAsync(deliveryId, name, body.Bytes, cancellation);
        request.HttpContext.Response.Headers.Location = $"/v1/github/deliveries/{receipt.Id}";
        return ApiResults.Json(ViewOf(await FindAsync(receipt.Id, cancellation)), StatusCodes.Status202Accepted);
    }
}
