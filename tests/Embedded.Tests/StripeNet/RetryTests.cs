using System.Net;
using Stripe;

namespace Embedded.Tests.StripeNet;

/// <summary>Which requests are sent again: never another one, and none that Stripe does not want.</summary>
public sealed class RetryTests
{
    private const string Customer = """{"id":"cus_1","object":"customer"}""";

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, null, 2)]
    [InlineData(HttpStatusCode.Conflict, null, 2)]
    [InlineData(HttpStatusCode.TooManyRequests, null, 1)]
    [InlineData(HttpStatusCode.TooManyRequests, "true", 2)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "false", 1)]
    [InlineData(HttpStatusCode.BadRequest, null, 1)]
    public async Task Post_ByStatusAndWhatStripeSays_IsSentAgainWithTheSameKey(HttpStatusCode status, string? shouldRetry, int requests)
    {
        ScriptedHandler handler = new(() => ScriptedHandler.Json("""{"error":{"message":"no"}}""", status, shouldRetry), () => ScriptedHandler.Json(Customer));

        Exception? thrown = await Record.ExceptionAsync(() => new CustomerService(Client(handler)).CreateAsync(new CustomerCreateOptions()));

        Assert.Equal(requests, handler.Requests.Count);
        Assert.Equal(requests == 1, thrown is StripeException);
        Assert.NotNull(Assert.Single(handler.Requests.Select(request => request.IdempotencyKey).Distinct()));
    }

    [Fact]
    public async Task Post_WhoseAnswerIsLost_IsSentAgainWithTheCallersKey()
    {
        ScriptedHandler handler = new(() => throw new HttpRequestException("reset"), () => throw new TaskCanceledException("too slow"), () => ScriptedHandler.Json(Customer));

        Customer made = await new CustomerService(Client(handler)).CreateAsync(new CustomerCreateOptions(), new RequestOptions { IdempotencyKey = "mine" });

        Assert.Equal(("cus_1", "mine,mine,mine"), (made.Id, string.Join(',', handler.Requests.Select(request => request.IdempotencyKey))));
    }

    [Fact]
    public async Task Post_WithoutRetries_ThrowsWhatHappened()
    {
        ScriptedHandler handler = new(() => throw new HttpRequestException("reset"));

        await Assert.ThrowsAsync<HttpRequestException>(() => new CustomerService(Client(handler, retries: 0)).CreateAsync(new CustomerCreateOptions()));

        Assert.Single(handler.Requests);
    }

    private static StripeClient Client(ScriptedHandler handler, int retries = 2) => new(new StripeClientOptions { ApiKey = "sk_test_1", HttpClient = new SystemNetHttpClient(new HttpClient(handler), retries) { Time = new HastyTimers() } });

    /// <summary>Timers that are due at once.</summary>
    private sealed class HastyTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
