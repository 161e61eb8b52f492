using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Payments;
using Coder.Testing.Stripe;
using Coder.Testing.Stripe.Webhooks;

namespace Coder.Tests.Functions.Payments;

/// <summary>The double, driven by Stripe's own library; and that library's signatures, checked by us.</summary>
public sealed class StripeServerTests(StripeLibrary library) : IClassFixture<StripeLibrary>
{
    [Fact]
    public async Task Double_DrivenByStripesLibrary_AnswersAsStripeDoes()
    {
        await using PaymentBench bench = await PaymentBench.StartAsync();
        await bench.PayAsync(new CheckoutRequest(Plan: "team", Seats: 3));
        string customer = bench.Stripe.Events.Select(one => (string?)one["data"]!["object"]!["customer"]).First(id => id is not null)!;
        bench.Stripe.Fault = call => call.Operation.EndsWith("/cus_429", StringComparison.Ordinal) ? StripeFault.RateLimit
            : call.Operation.EndsWith("/cus_500", StringComparison.Ordinal) ? StripeFault.ServerError
            : StripeFault.None;
        string payload = bench.Stripe.Events[0].ToJsonString();

        JsonObject seen = await library.CheckAsync(new JsonObject
        {
            ["address"] = bench.Stripe.Address,
            ["key"] = StripeServer.SecretKey,
            ["subscription"] = bench.Stripe.Customers.Subscriptions(customer)[0],
            ["charge"] = bench.Stripe.Customers.Charges(customer)[0],
            ["payload"] = payload,
            ["signature"] = StripeSignature.Header(payload, StripeServer.WebhookSecret, TimeProvider.System.GetUtcNow()),
            ["secret"] = StripeServer.WebhookSecret,
        });

        Assert.Equal(((string?)seen["customer"], "ada"), ((string?)seen["again"], (string?)seen["account"]));
        Assert.StartsWith("https://", (string?)seen["session"], StringComparison.Ordinal);
        Assert.StartsWith("https://", (string?)seen["portal"], StringComparison.Ordinal);
        Assert.Equal(("team", "active", "paid", 1), ((string?)seen["plan"], (string?)seen["status"], (string?)seen["invoice"], (int)seen["count"]!));
        Assert.Equal([3L, 0L], seen["lines"]!.AsArray().Select(line => (long)line!));
        Assert.Equal(("succeeded", 100), ((string?)seen["refund"], (int)seen["refunded"]!));
        Assert.Equal([7L], seen["used"]!.AsArray().Select(sum => (long)sum!));
        Assert.Equal((string?)bench.Stripe.Events[0]["type"], (string?)seen["event"]);
        Assert.Equal(
            [
                "broken StripeAPIError  500", "limited StripeRateLimitError rate_limit 429", "missing StripeInvalidRequestError resource_missing 404", "reused StripeIdempotencyError  400",
                "stranger StripeAuthenticationError  401", "twice StripeInvalidRequestError duplicate_meter_event 400", "unsigned StripeSignatureVerificationError  ",
            ],
            seen["failures"]!.AsObject().Select(failure => $"{failure.Key} {failure.Value!["type"]} {failure.Value["code"]} {failure.Value["status"]}").Order(StringComparer.Ordinal));
        StripeWebhookSecrets secrets = new(StripeServer.WebhookSecret, null);
        StripeSignatures.Check(secrets, (string)seen["header"]!, System.Text.Encoding.UTF8.GetBytes(payload), TimeProvider.System.GetUtcNow());
    }
}
