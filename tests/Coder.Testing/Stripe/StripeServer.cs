using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Coder.Testing.Stripe.Routes;
using Coder.Testing.Stripe.State;
using Coder.Testing.Stripe.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.Testing.Stripe;

/// <summary>
/// Stripe on a free loopback port, as far as the product uses it. It keeps state on a clock that the test moves, does a POST once for an idempotency key, takes an
/// identifier of a meter event once in 24 hours, and sends signed events in the order that the test wants.
/// </summary>
public sealed class StripeServer : IAsyncDisposable
{
    public const string SecretKey = "sk_test_double";
    public const string WebhookSecret = "whsec_double";

    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<StripeCall> _calls = new();
    private readonly HttpClient _client = new();
    private readonly WebApplication _app;

    private StripeServer(TimeProvider time)
    {
        State = new StripeState(time);
        Customers = new CustomerActions(State);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        StripeFront front = new(this);
        _app.Run(front.ServeAsync);
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>All requests in order, failed ones included.</summary>
    public IReadOnlyList<StripeCall> Calls => [.. _calls];

    /// <summary>What goes wrong with an operation (<c>POST /v1/customers</c>), asked once a request.</summary>
    public Func<StripeCall, StripeFault>? Fault { get; set; }

    /// <summary>What customers and banks do.</summary>
    public CustomerActions Customers { get; }

    /// <summary>All events so far, oldest first, as they would be sent.</summary>
    public IReadOnlyList<JsonObject> Events => Alone(() => State.Events.ToArray());

    internal StripeState State { get; }

    public static async Task<StripeServer> StartAsync(TimeProvider time)
    {
        StripeServer server = new(time);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    /// <summary>A copy of a resource, by its id.</summary>
    public JsonObject Find(string id) => Alone(() => State.Find(id)?.DeepClone().AsObject() ?? throw new ArgumentException($"There is no {id}.", nameof(id)));

    /// <summary>Runs work while no request changes the state.</summary>
    public T Alone<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }

    /// <summary>Sends an event as Stripe does.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> SendAsync(JsonObject @event, Uri url, string secret = WebhookSecret)
    {
        string body = @event.ToJsonString();
        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", StripeSignature.Header(body, secret, TimeProvider.System.GetUtcNow()));
        using HttpResponseMessage response = await _client.SendAsync(request);
        return (int)response.StatusCode;
    }

    internal StripeFault Record(StripeCall call)
    {
        _calls.Enqueue(call);
        return Fault?.Invoke(call) ?? StripeFault.None;
    }
}
