using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Functions.Api;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Webhooks;

/// <summary><c>/webhooks/github</c>: believes what is signed, and answers when it is recorded.</summary>
public sealed class GitHubWebhookFunction(WebhookSecrets secrets, DeliveryInbox inbox)
{
    private const string EventHeader = "X-GitHub-Event";
    private const string DeliveryHeader = "X-GitHub-Delivery";

    private static readonly IResult Recorded = Results.StatusCode(StatusCodes.Status202Accepted);

    [Function("GitHubWebhook")]
    [ApiOperation("POST", "receiveGitHubWebhook", "A webhook of the GitHub App", IsBodyForeign = true, Status = 202, Headers = "X-Hub-Signature-256! X-GitHub-Event! X-GitHub-Delivery!", Problems = "401 413 415 503")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "webhooks/github")] HttpRequest request, FunctionContext context)
    {
        using WebhookBody body = await WebhookBody.ReadAsync(request, context.CancellationToken);
        string signature = request.Headers[WebhookSignature.Header].ToString();
        Believe(WebhookSignature.Verify(secrets, signature, body.Bytes.Span));
        if (request.ContentType is { } type && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(415, "unsupported_media_type", "Set the webhook's content type to application/json.");
        }

        // What is recorded is done whether or not the sender waits for the answer.
        await inbox.AcceptAsync(WebhookSignature.FingerprintOf(signature), Header(request, DeliveryHeader), DeliveryEvent.Checked(Header(request, EventHeader)), body.Bytes, CancellationToken.None);
        return Recorded;
    }

    private static string Header(HttpRequest request, string name) => request.Headers[name].ToString() is { Length: > 0 and <= 200 } value
        ? value
        : throw new ApiException(400, "webhook_header_missing", $"A webhook has a header {name} of 1 to 200 characters.");

    private static void Believe(SignatureVerdict verdict)
    {
        switch (verdict)
        {
            case SignatureVerdict.NoSecret:
                throw new ApiException(503, "webhook_secret_missing", "This host has no secret to check webhooks with: set CODER_GITHUB_WEBHOOK_SECRET to the one of the App's webhook.");
            case SignatureVerdict.Missing:
                throw new ApiException(401, "webhook_signature_missing", $"The header {WebhookSignature.Header} is missing or no SHA-256 signature: give the App's webhook a secret.");
            case SignatureVerdict.Wrong:
                throw new ApiException(401, "webhook_signature_wrong", "The signature is not that of this body: the App's webhook and CODER_GITHUB_WEBHOOK_SECRET must have the same secret.");
        }
    }
}
