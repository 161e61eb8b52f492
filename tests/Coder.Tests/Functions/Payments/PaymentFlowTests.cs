using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Contracts;
using Coder.Forge.Inbox;
using Coder.Functions.Payments;
using Coder.Testing.Stripe;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Payments;

/// <summary>From the checkout to the invoice of what was used beyond the plan, over HTTP: the app in this process, Stripe as a double.</summary>
public sealed class PaymentFlowTests : IAsyncLifetime
{
    private const string Account = "acme";
    private const long Credit = 1_000_000;

    private readonly RunHome _home = new();
    private StripeServer _stripe = null!;
    private string _agent = "";

    public async ValueTask InitializeAsync()
    {
        _stripe = await StripeServer.StartAsync(TimeProvider.System);
        PaymentBench.Furnish(_stripe);
        _home.Script("""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""");
        _agent = _home.Agent("talking", """
            name: talking
            version: "1.0"
            start: first
            nodes:
              first: {type: llm, prompt: One., next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _stripe.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Account_FromCheckoutToOverage_PaysForEveryCreditOnce()
    {
        await using RunHost host = await StartAsync();
        CheckoutView page = await PostAsync<CheckoutView>(host, "/v1/billing/checkout", new CheckoutRequest(Plan: "pro"));
        _stripe.Alone(() => Pay(page.Url!));
        await DeliverAsync(host);
        PlanView plan = (await host.Http.GetFromJsonAsync<PlanView>("/v1/billing/plan", ApiJson.Options))!;
        Assert.Equal(("pro", "active", 500L, 0.10m), (plan.Plan, plan.Status, plan.MonthCredits, plan.OverageUsd));
        Assert.Equal(500m, (await AccountAsync(host)).Available);

        // What the plan brings and almost three credits more are used; the run's turn fills the third.
        await SpendAsync(host, 502_980_000);
        RunView run = await host.EndAsync(await host.StartRunAsync(_agent));
        await host.Service<OverageBilling>().FlushAsync(TestContext.Current.CancellationToken);

        AccountView account = await AccountAsync(host);
        Assert.Equal((0.045m, 503.025m, 0.025m), (run.Usage.Credits, account.Spent, account.Overage));
        string customer = (await host.Service<AccountStore>().ReadAsync(new AccountId(Account), TestContext.Current.CancellationToken)).StripeCustomer!;
        Assert.Equal(3, _stripe.Alone(() => _stripe.Customers.MeterEvents(customer).Sum(one => one.Value)));
        ReconciliationView reconciled = (await host.Http.GetFromJsonAsync<ReconciliationView>("/v1/billing/reconciliation?days=2", ApiJson.Options))!;
        Assert.Empty(reconciled.Drifts);
        Assert.StartsWith("https://", (await PostAsync<PortalView>(host, "/v1/billing/portal", new PortalRequest("https://coder.test/plans"))).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkout_WithoutStripe_SaysWhichSettingIsMissing()
    {
        await using RunHost host = await StartAsync(connected: false);

        using HttpResponseMessage response = await SendAsync(host, "/v1/billing/checkout", new CheckoutRequest(Plan: "pro", SuccessUrl: "https://coder.test/paid"));

        Problem problem = (await response.Content.ReadFromJsonAsync<Problem>(ApiJson.Options))!;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "billing_not_configured"), (response.StatusCode, problem.Code));
        Assert.Contains("CODER_STRIPE_SECRET_KEY", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkout_WhileStripeIsAway_CanBeSentAgain()
    {
        await using RunHost host = await StartAsync();
        _stripe.Fault = _ => StripeFault.LostAnswer;
        using HttpResponseMessage lost = await SendAsync(host, "/v1/billing/checkout", new CheckoutRequest(Credits: 100), "one key");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.StatusCode);
        _stripe.Fault = null;

        using HttpResponseMessage found = await SendAsync(host, "/v1/billing/checkout", new CheckoutRequest(Credits: 100), "one key");

        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Single(_stripe.Calls.Where(call => call.Operation == "POST /v1/customers").Select(call => call.IdempotencyKey).Distinct());
    }

    private static Task SpendAsync(RunHost host, long microCredits) => PostAllAsync(
        host, new LedgerOperation.Hold("run/other/hold", "other", microCredits), new LedgerOperation.Settle("run/other/turn", "other", microCredits), new LedgerOperation.Release("other"));

    private static async Task PostAllAsync(RunHost host, params LedgerOperation[] operations)
    {
        foreach (LedgerOperation operation in operations)
        {
            Assert.IsType<LedgerDecision.Posted>(await host.Service<LedgerStore>().PostAsync(Account, operation, TestContext.Current.CancellationToken));
        }
    }

    private static async Task<AccountView> AccountAsync(RunHost host) => (await host.Http.GetFromJsonAsync<AccountView>("/v1/account", ApiJson.Options))!;

    private static async Task<HttpResponseMessage> SendAsync<T>(RunHost host, string path, T body, string? key = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ApiJson.Options) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await host.Http.SendAsync(request);
    }

    private static async Task<TView> PostAsync<TView>(RunHost host, string path, object body)
    {
        using HttpResponseMessage response = await SendAsync(host, path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<TView>(ApiJson.Options))!;
    }

    private bool Pay(string url)
    {
        _stripe.Customers.Pay(url[(url.LastIndexOf('/') + 1)..]);
        return true;
    }

    /// <summary>Sends every event twice, the newest first.</summary>
    private async Task DeliverAsync(RunHost host)
    {
        Uri hook = new(host.Http.BaseAddress!, "/webhooks/stripe");
        foreach (JsonObject one in _stripe.Events.Concat(_stripe.Events).Reverse())
        {
            Assert.Equal(200, await _stripe.SendAsync(one, hook));
        }

        using CancellationTokenSource patience = new(_home.Patience);
        while (await host.Service<InboxTable>().ListAsync(DeliveryStatus.Pending, patience.Token).AnyAsync(patience.Token))
        {
            await host.Service<InboxSweep>().SweepAsync(patience.Token);
        }
    }

    private async Task<RunHost> StartAsync(bool connected = true)
    {
        string[] settings =
        [
            "--CODER_STRIPE_SECRET_KEY", StripeServer.SecretKey, "--CODER_STRIPE_API_URL", _stripe.Address, "--CODER_STRIPE_NETWORK_RETRIES", "0",
            "--CODER_STRIPE_WEBHOOK_SECRET", StripeServer.WebhookSecret, "--CODER_BILLING_RETURN_URL", "https://coder.test/billing",
        ];
        RunHost host = await RunHost.StartAsync(_home, connected ? settings : []);
        // On the free plan an hourly timer may add the month's credits at any moment.
        await host.Service<AccountStore>().UpdateAsync(new AccountId(Account), account => account with { Plan = "pro" }, TestContext.Current.CancellationToken);
        IssuedApiKey key = await host.Service<ApiKeys>().CreateAsync(new AccountId(Account), "test", TestContext.Current.CancellationToken);
        host.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        return host;
    }
}
