using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Billing.Plans;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Credits;

/// <summary>Runs of an account that pays with credits. A turn of the script costs 45 000 micro-credits, and can cost about 1.4 credits.</summary>
public sealed class CreditRunTests : IDisposable
{
    private const string Account = "acme";
    private const long TurnMicroCredits = 45_000;
    private const long Credit = 1_000_000;

    private readonly RunHome _home = new();
    private readonly string _agent;

    public CreditRunTests()
    {
        _agent = TalkingAgent.In(_home);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Start_WithoutCredits_Is402AndNothingIsStored()
    {
        await using RunHost host = await StartAsync();
        using HttpRequestMessage message = Request("a key");

        using HttpResponseMessage response = await host.Http.SendAsync(message);

        Assert.Equal(HttpStatusCode.PaymentRequired, response.StatusCode);
        Assert.Equal("insufficient_credits", (await response.Content.ReadFromJsonAsync<Problem>(ApiJson.Options))!.Code);
        Assert.Empty((await host.Http.GetFromJsonAsync<Page<RunView>>("/v1/runs", ApiJson.Options))!.Items);
        await GrantAsync(host, 5 * Credit);
        using HttpRequestMessage again = Request("a key");
        using HttpResponseMessage accepted = await host.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await host.EndAsync((await accepted.Content.ReadFromJsonAsync<RunView>(ApiJson.Options))!.Id);
    }

    [Fact]
    public async Task Run_WithCredits_PaysForItsTurnsAndGivesTheRestBack()
    {
        await using RunHost host = await StartAsync();
        await GrantAsync(host, 5 * Credit);

        string run = await host.StartRunAsync(_agent);
        RunView end = await host.EndAsync(run);

        AccountView account = (await host.Http.GetFromJsonAsync<AccountView>("/v1/account", ApiJson.Options))!;
        Assert.Equal((0.09m, 4.91m, 0m), (account.Spent, account.Available, account.Held));
        Assert.Equal(end.Usage.Credits, account.Spent);
        IReadOnlyList<PostingView> statement = (await host.Http.GetFromJsonAsync<Page<PostingView>>("/v1/ledger?limit=100", ApiJson.Options))!.Items;
        Assert.Equal(
            [$"run/{run}/node/first/1/turn/1", $"run/{run}/node/second/1/turn/1"],
            statement.Where(posting => posting.Kind == "settle").Select(posting => posting.Id).Reverse());
        Assert.Equal($"run/{run}/release", statement[0].Id);
    }

    [Fact]
    public async Task Run_OutOfCredits_WaitsAndGoesOnAtTheSameTurnOnceThereAreSome()
    {
        await using RunHost host = await StartAsync();
        await GrantAsync(host, 2 * Credit);
        // Another run's hold leaves nothing for a second turn.
        _home.OnTurn = async (at, cancellation) =>
        {
            if (at.Node == "first")
            {
                LedgerState state = await host.Service<LedgerStore>().ReadAsync(Account, cancellation);
                long all = state.Available(TimeProvider.System.GetUtcNow());
                await host.Service<LedgerStore>().PostAsync(Account, new LedgerOperation.Hold("other/hold", "other", all), cancellation);
                await host.Service<LedgerStore>().PostAsync(Account, new LedgerOperation.Settle("other/turn", "other", all), cancellation);
                string mine = state.Holds.Keys.Single();
                await host.Service<LedgerStore>().PostAsync(Account, new LedgerOperation.Settle("drain", mine, state.Holds[mine].MicroCredits - TurnMicroCredits), cancellation);
            }
        };

        string run = await host.StartRunAsync(_agent);
        await host.ReachAsync(run, RunStatus.BudgetExceeded);
        Assert.Contains(await host.EventsAsync(run), e => e.Type == RunEventTypes.Warning && e.Data["code"]!.GetValue<string>() == "insufficient_credits");
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.BudgetExceeded);
        await GrantAsync(host, 5 * Credit);
        await host.OperateAsync(run, "resume", new JsonObject());

        RunView end = await host.EndAsync(run);
        Assert.Equal((RunStatus.Rejected, 2, 0), (end.Status, end.Usage.Turns, end.Usage.TurnsRepeatedInFlight));
        Assert.Equal(["first", "second"], _home.Requests.Select(r => r.Node));
    }

    [Fact]
    public async Task Run_CanceledInATurn_GivesItsHoldBack()
    {
        TaskCompletionSource asked = new();
        _home.OnTurn = async (_, cancellation) =>
        {
            asked.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        await using RunHost host = await StartAsync();
        await GrantAsync(host, 5 * Credit);
        string run = await host.StartRunAsync(_agent);
        await asked.Task.WaitAsync(_home.Patience);

        await host.OperateAsync(run, "cancel");
        await host.EndAsync(run);

        LedgerState state = await host.Service<LedgerStore>().ReadAsync(Account, CancellationToken.None);
        Assert.Equal((5 * Credit, 0), (state.Available(TimeProvider.System.GetUtcNow()), state.Balance(LedgerAccount.Held)));
    }

    [Fact]
    public async Task Runs_SixtyFourSpendersOnOneAccountOverHttp_SpendWhatTheirReceiptsSay()
    {
        const int spenders = 64;
        const long balance = 20 * Credit;
        await using RunHost host = await StartAsync();
        await GrantAsync(host, balance);

        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, spenders).Select(async spender =>
        {
            using HttpRequestMessage message = Request($"spender {spender}");
            using HttpResponseMessage response = await host.Http.SendAsync(message);
            return response.StatusCode;
        }));

        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.Accepted or HttpStatusCode.PaymentRequired, $"{answer}"));
        decimal receipts = 0;
        foreach (RunView run in (await host.Http.GetFromJsonAsync<Page<RunView>>("/v1/runs?limit=100", ApiJson.Options))!.Items)
        {
            RunView end = await host.GetAsync(run.Id);
            if (end.CompletedAt is null)
            {
                end = await SettledAsync(host, run.Id);
            }

            receipts += end.Usage.Credits;
        }

        AccountView account = (await host.Http.GetFromJsonAsync<AccountView>("/v1/account", ApiJson.Options))!;
        Assert.Equal(receipts, account.Spent);
        Assert.Equal(20m, account.Spent + account.Available + account.Held);
        Assert.InRange(account.Spent, 0.01m, 20m);
        UsageReport usage = (await host.Http.GetFromJsonAsync<UsageReport>("/v1/usage?by=day,agent,model", ApiJson.Options))!;
        Assert.Equal(account.Spent, usage.Credits);
        Assert.Empty(LedgerInvariants.Broken(await host.Service<LedgerStore>().ReadAsync(Account, CancellationToken.None)));
    }

    [Fact]
    public async Task Run_OfTheLocalAccount_IsNotCharged()
    {
        await using RunHost host = await RunHost.StartAsync(_home);

        RunView end = await host.EndAsync(await host.StartRunAsync(_agent));

        AccountView account = (await host.Http.GetFromJsonAsync<AccountView>("/v1/account", ApiJson.Options))!;
        Assert.Equal(("local", 0m), (account.Plan, account.Spent));
        Assert.Equal(0.09m, end.Usage.Credits);
        Assert.Equal("number,at,kind,id,subject,credits,shortfall,lent,available,held\n", await host.Http.GetStringAsync("/v1/ledger?format=csv"));
    }

    [Fact]
    public async Task Ledger_PagesAndCsv_AreTheCallersOwnStatement()
    {
        await using RunHost host = await StartAsync();
        await GrantAsync(host, 5 * Credit);
        await GrantAsync(host, Credit / 2);
        await host.Service<LedgerStore>().PostAsync("someone-else", new LedgerOperation.BillOverage("bill/1"), CancellationToken.None);

        Page<PostingView> first = (await host.Http.GetFromJsonAsync<Page<PostingView>>("/v1/ledger?limit=1", ApiJson.Options))!;
        Page<PostingView> second = (await host.Http.GetFromJsonAsync<Page<PostingView>>($"/v1/ledger?limit=1&cursor={first.NextCursor}", ApiJson.Options))!;
        string[] csv = (await host.Http.GetStringAsync("/v1/ledger?format=csv")).Split('\n');

        Assert.Equal((2L, 0.5m), (Assert.Single(first.Items).Number, first.Items[0].Credits));
        Assert.Equal((1L, 5m), (Assert.Single(second.Items).Number, second.Items[0].Credits));
        Assert.Null(second.NextCursor);
        Assert.Equal(4, csv.Length);
        Assert.Matches(@"^2,20\d\d-.*Z,grant,stripe/[0-9a-f]+,[0-9a-f]+,0\.5,0,0,5\.5,0$", csv[1]);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.GetAsync("/v1/ledger?format=xml")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Http.PostAsync("/v1/ledger", null)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Http.DeleteAsync("/v1/account")).StatusCode);
    }

    private async Task<RunHost> StartAsync()
    {
        RunHost host = await RunHost.StartAsync(_home);
        await host.Service<AccountStore>().UpdateAsync(new AccountId(Account), account => account with { Plan = PlanTable.Enterprise.Name }, CancellationToken.None);
        IssuedApiKey key = await host.Service<ApiKeys>().CreateAsync(new AccountId(Account), "test", CancellationToken.None);
        host.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        return host;
    }

    private static async Task GrantAsync(RunHost host, long microCredits)
    {
        string source = Guid.NewGuid().ToString("N");
        Assert.IsType<LedgerDecision.Posted>(await host.Service<LedgerStore>().PostAsync(
            Account, new LedgerOperation.Issue($"stripe/{source}", source, GrantKind.Purchase, microCredits, TimeProvider.System.GetUtcNow().AddDays(1)), CancellationToken.None));
    }

    /// <summary>Waits until a run is over, or out of credits.</summary>
    private static async Task<RunView> SettledAsync(RunHost host, string run)
    {
        await host.UntilEventAsync(run, e => e.Type == RunEventTypes.RunCompleted || (e.Type == RunEventTypes.RunStatus && e.Data["status"]!.GetValue<string>() == "budget_exceeded"));
        return await host.GetAsync(run);
    }

    private HttpRequestMessage Request(string key)
    {
        RunRequest body = new() { Prompt = "Do it.", Agent = _agent, Repository = new RepositoryReference { Path = "/repository" }, Model = $"scripted:{_home.ScriptFile}" };
        HttpRequestMessage message = new(HttpMethod.Post, "/v1/runs") { Content = JsonContent.Create(body, options: ApiJson.Options) };
        message.Headers.Add("Idempotency-Key", key);
        return message;
    }
}
