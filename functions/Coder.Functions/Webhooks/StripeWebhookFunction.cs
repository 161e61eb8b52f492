using Coder.Forge.Inbox;
using Coder.Functions.Api;
using Coder.Functions.Api.Routing;
using Coder.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Webhooks;

/// <summary><c>/webhooks/stripe</c>: believes what is signed, and answers when it is recorded.</summary>
public sealed class StripeWebhookFunction(StripeWebhookSecrets secrets, DeliveryInbox inbox, TimeProvider time)
{
    private static readonly IResult Recorded = Results.StatusCode(StatusCodes.Status200OK);

    [Function("StripeWebhook")]
    [ApiOperation("POST", "receiveStripeWebhook", "An event of Stripe", IsBodyForeign = true, Headers = "Stripe-Signature!", Problems = "401 413 503")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "webhooks/stripe")] HttpRequest request, FunctionContext context)
    {
        using WebhookBody body = await WebhookBody.ReadAsync(request, context.CancellationToken);
        StripeSignatures.Check(secrets, request.Headers[StripeSignatures.Header].ToString(), body.Bytes.Span, time.GetUtcNow());
        StripeEnvelope envelope = StripeEnvelope.Read(body.Bytes) ?? throw ApiException.Invalid("", "The body is no event: it has no id or no type.");
        // What is recorded is done whether or not the sender waits for the answer.
        await inbox.AcceptAsync(envelope.Id, StripeEvents.Prefix + envelope.Type, body.Bytes, CancellationToken.None);
        return Recorded;
    }
}
