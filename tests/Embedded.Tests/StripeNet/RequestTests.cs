using System.Net;
using Stripe;
using Stripe.Billing;
using Stripe.Checkout;

namespace Embedded.Tests.StripeNet;

/// <summary>Requests as Stripe reads them, and answers as it sends them.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task Create_WithNestedOptions_WritesThemAsAForm()
    {
        ScriptedHandler handler = new(() => ScriptedHandler.Json("""{"id":"cs_1","object":"checkout.session","url":"https://pay.test/1","customer":"cus_1","amount_total":null}"""));
        SessionCreateOptions options = new()
        {
            Mode = "subscription",
            LineItems = [new() { Price = "price_1", Quantity = 3 }, new() { Price = "price_2" }],
            Metadata = new Dictionary<string, string> { ["coder_account"] = "a c" },
            SubscriptionData = new() { Metadata = new Dictionary<string, string> { ["k"] = "v" } },
        };

        Session session = await new SessionService(Client(handler)).CreateAsync(options, new RequestOptions { IdempotencyKey = "once" });

        Assert.Equal(("https://pay.test/1", "cus_1", null), (session.Url, session.CustomerId, session.AmountTotal));
        (string request, string body, string? key) = Assert.Single(handler.Requests);
        Assert.Equal(("POST /v1/checkout/sessions", "once"), (request, key));
        Assert.Equal(
            "line_items[0][price]=price_1&line_items[0][quantity]=3&line_items[1][price]=price_2&metadata[coder_account]=a+c&mode=subscription&subscription_data[metadata][k]=v", body);
        Assert.Equal("req_1", session.StripeResponse.RequestId);
    }

    [Fact]
    public async Task Create_WithATime_WritesSeconds()
    {
        ScriptedHandler handler = new(() => ScriptedHandler.Json("""{"object":"billing.meter_event","identifier":"i","timestamp":1767323045,"payload":{"value":"5"}}"""));
        MeterEventCreateOptions options = new() { EventName = "e", Timestamp = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), Payload = new Dictionary<string, string> { ["value"] = "5" } };

        MeterEvent taken = await new MeterEventService(Client(handler)).CreateAsync(options);

        Assert.Contains("timestamp=1767323045", handler.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal((options.Timestamp.Value, DateTimeKind.Utc, "5"), (taken.Timestamp, taken.Timestamp.Kind, taken.Payload["value"]));
    }

    [Fact]
    public async Task ListAutoPaging_OfTwoPages_AsksForTheSecondAfterTheFirst()
    {
        ScriptedHandler handler = new(
            () => ScriptedHandler.Json("""{"object":"list","has_more":true,"data":[{"id":"re_1","amount":1,"charge":"ch_1"},{"id":"re_2","amount":2,"charge":{"id":"ch_1"}}]}"""),
            () => ScriptedHandler.Json("""{"object":"list","has_more":false,"data":[{"id":"re_3","amount":3,"charge":null}]}"""));
        RefundListOptions options = new() { Charge = "ch_1", Limit = 2 };

        List<Refund> refunds = await new RefundService(Client(handler)).ListAutoPagingAsync(options).ToListAsync();

        Assert.Equal(["re_1 ch_1", "re_2 ch_1", "re_3 "], refunds.Select(refund => $"{refund.Id} {refund.ChargeId}"));
        Assert.Equal(["GET /v1/refunds?charge=ch_1&limit=2", "GET /v1/refunds?charge=ch_1&limit=2&starting_after=re_2"], handler.Requests.Select(request => request.Request));
        Assert.Null(options.StartingAfter);
    }

    [Fact]
    public async Task Get_WithSomethingExpanded_HasItAndItsId()
    {
        ScriptedHandler handler = new(() => ScriptedHandler.Json("""
            {"id":"sub_1","object":"subscription","customer":"cus_1","latest_invoice":{"id":"in_1","object":"invoice","status":"open","created":1767323045,"status_transitions":{"finalized_at":null}},
             "items":{"object":"list","data":[{"id":"si_1","quantity":null,"current_period_end":1767323045,"price":{"id":"price_1","metadata":{"a":"b"}}}]},"ended_at":null}
            """));
        SubscriptionGetOptions options = new();
        options.AddExpand("latest_invoice");

        Subscription subscription = await new SubscriptionService(Client(handler)).GetAsync("sub_1", options);

        Assert.Equal(("in_1", "open", null), (subscription.LatestInvoiceId, subscription.LatestInvoice.Status, subscription.LatestInvoice.StatusTransitions.FinalizedAt));
        Assert.Equal(("si_1", 0L, "b"), (subscription.Items.Single().Id, subscription.Items.Single().Quantity, subscription.Items.Single().Price.Metadata["a"]));
        Assert.Equal("GET /v1/subscriptions/sub_1?expand%5B0%5D=latest_invoice", handler.Requests[0].Request);
    }

    [Theory]
    [InlineData("../customers")]
    [InlineData("a/b?c")]
    public async Task Get_WithAnOddId_StaysInItsPath(string id)
    {
        ScriptedHandler handler = new(() => ScriptedHandler.Json("""{"id":"x"}"""));

        await new CustomerService(Client(handler)).GetAsync(id);

        Assert.StartsWith("GET /v1/customers/", handler.Requests[0].Request, StringComparison.Ordinal);
        Assert.DoesNotContain('?', handler.Requests[0].Request);
    }

    [Fact]
    public async Task Request_ThatIsRefused_ThrowsWhatStripeSays()
    {
        ScriptedHandler handler = new(() => ScriptedHandler.Json("""{"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","message":"Your card was declined."}}""", HttpStatusCode.PaymentRequired));

        StripeException refused = await Assert.ThrowsAsync<StripeException>(() => new SubscriptionService(Client(handler)).UpdateAsync("sub_1", new SubscriptionUpdateOptions { CancelAtPeriodEnd = true }));

        Assert.Equal((HttpStatusCode.PaymentRequired, "card_error", "insufficient_funds", "Your card was declined."), (refused.HttpStatusCode, refused.StripeError.Type, refused.StripeError.DeclineCode, refused.Message));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task Answer_ThatIsNoJson_IsAStripeException(HttpStatusCode status)
    {
        ScriptedHandler handler = new(() => ScriptedHandler.Json("<html>", status, shouldRetry: "false"));

        StripeException thrown = await Assert.ThrowsAsync<StripeException>(() => new CustomerService(Client(handler)).GetAsync("cus_1"));

        Assert.Equal(status, thrown.HttpStatusCode);
    }

    private static StripeClient Client(ScriptedHandler handler) => new(new StripeClientOptions { ApiKey = "sk_test_1", HttpClient = new SystemNetHttpClient(new HttpClient(handler)) });
}
