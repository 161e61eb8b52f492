using System.Net;
using System.Net.Http.Json;
using System.Text;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Credits;

/// <summary>Monthly budgets of an account, and quotes, over HTTP. A turn of the script costs 0.045 credits.</summary>
public sealed class BudgetRunTests : IDisposable
{
    private readonly RunHome _home = new();
    private readonly string _agent;

    public BudgetRunTests()
    {
        _agent = TalkingAgent.In(_home);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Run_BeyondTheAccountsBudget_WaitsAndGoesOnAtTheSameTurnOnceItIsRaised()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        await SetAsync(host, new BudgetRequest(0.04m));

        string run = await host.StartRunAsync(_agent);
        await host.ReachAsync(run, RunStatus.BudgetExceeded);
        Assert.Contains(await host.EventsAsync(run), e => e.Type == RunEventTypes.Warning && e.Data["code"]!.GetValue<string>() == "account_budget_exceeded");
        Assert.Single(await host.EventsAsync(run), e => e.Type == RunEventTypes.BudgetWarning && e.Data["budget"]!.GetValue<string>() == "account");
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.BudgetExceeded);
        BudgetView raised = await SetAsync(host, new BudgetRequest(1m, 90));
        await host.OperateAsync(run, "resume");

        RunView end = await host.EndAsync(run);
        Assert.Equal((RunStatus.Rejected, 2, 0), (end.Status, end.Usage.Turns, end.Usage.TurnsRepeatedInFlight));
        Assert.Equal(["first", "second"], _home.Requests.Select(r => r.Node));
        Assert.Equal((0.045m, 1m, 90), (raised.Spent, raised.Credits, raised.WarnPercent));
        Assert.Equal(0.09m, (await host.Http.GetFromJsonAsync<BudgetView>("/v1/account/budget", ApiJson.Options))!.Spent);
        Assert.Equal(2, (await host.Http.GetStringAsync("/v1/audit")).Split('\n').Count(line => line.Contains("budget.changed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_BeyondItsProjectsBudget_WaitsWhileOthersOfTheAccountGoOn()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        using HttpResponseMessage made = await host.Http.PostAsJsonAsync(
            "/v1/projects", new ProjectRequest { Name = "shop", Repository = new RepositoryReference { Path = "/repository" } }, ApiJson.Options);
        string project = (await made.Content.ReadFromJsonAsync<ProjectView>(ApiJson.Options))!.Id;
        await SetAsync(host, new BudgetRequest(0m), $"/v1/projects/{project}/budget");

        string halted = await host.StartRunAsync(_agent, request => request with { Repository = new RepositoryReference { Project = project } });
        await host.ReachAsync(halted, RunStatus.BudgetExceeded);
        RunView other = await host.EndAsync(await host.StartRunAsync(_agent));
        Assert.Equal(2, other.Usage.Turns);
        Assert.Contains(await host.EventsAsync(halted), e => e.Type == RunEventTypes.Warning && e.Data["code"]!.GetValue<string>() == "project_budget_exceeded");
        await SetAsync(host, new BudgetRequest(), $"/v1/projects/{project}/budget");
        await host.OperateAsync(halted, "resume");

        RunView end = await host.EndAsync(halted);
        UsageReport usage = (await host.Http.GetFromJsonAsync<UsageReport>("/v1/usage?by=project", ApiJson.Options))!;
        Assert.Equal([("", other.Usage.Credits), (project, end.Usage.Credits)], usage.Items.Select(item => (item.Project!, item.Credits)));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("/v1/projects/prj_none/budget")).StatusCode);
    }

    [Fact]
    public async Task Run_NearItsOwnBudget_SaysSoOnce()
    {
        await using RunHost host = await RunHost.StartAsync(_home);

        string run = await host.StartRunAsync(_agent, request => request with { Budget = 0.1m });
        await host.EndAsync(run);

        RunEvent told = Assert.Single(await host.EventsAsync(run), e => e.Type == RunEventTypes.BudgetWarning);
        Assert.Equal(("run", 80, 0.09m, 0.1m), (told.Data["budget"]!.GetValue<string>(), told.Data["percent"]!.GetValue<int>(), told.Data["spent"]!.GetValue<decimal>(), told.Data["credits"]!.GetValue<decimal>()));
    }

    [Theory]
    [InlineData("""{"credits": -1}""")]
    [InlineData("""{"credits": 1000000001}""")]
    [InlineData("""{"credits": 1, "warn_percent": 0}""")]
    [InlineData("""{"credits": 1, "warn_percent": 101}""")]
    [InlineData("""{"credit": 1}""")]
    public async Task Put_ABudgetThatIsNone_IsRefused(string body)
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        using StringContent content = new(body, Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await host.Http.PutAsync("/v1/account/budget", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null((await host.Http.GetFromJsonAsync<BudgetView>("/v1/account/budget", ApiJson.Options))!.Credits);
    }

    [Fact]
    public async Task Usage_OfRuns_IsTheirCredits()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        RunView end = await host.EndAsync(await host.StartRunAsync(_agent));

        UsageReport report = (await host.Http.GetFromJsonAsync<UsageReport>("/v1/usage?by=agent,model", ApiJson.Options))!;
        string[] csv = (await host.Http.GetStringAsync("/v1/usage?by=agent,model&format=csv")).Split('\n');

        UsageItemView item = Assert.Single(report.Items);
        Assert.Equal((end.Usage.Credits, "talking", "scripted", 2L, 2000L, 200L), (item.Credits, item.Agent, item.Model, item.Turns, item.InputTokens, item.OutputTokens));
        Assert.Equal(end.Usage.Credits, report.Credits);
        Assert.Equal(["agent,model,turns,input_tokens,cached_input_tokens,output_tokens,credits", "talking,scripted,2,2000,0,200,0.09", ""], csv);
        Assert.Empty((await host.Http.GetFromJsonAsync<UsageReport>("/v1/usage?from=2020-01-01&to=2020-01-31", ApiJson.Options))!.Items);
        foreach (string wrong in (string[])["by=week", "from=yesterday", "from=2026-02-01&to=2026-01-01", "from=2020-01-01&to=2026-01-01", "format=xml"])
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.GetAsync($"/v1/usage?{wrong}")).StatusCode);
        }
    }

    [Fact]
    public async Task Quote_BeforeAndAfterARun_HoldsItAndLearnsFromIt()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        RunRequest request = new() { Prompt = "Do it.", Agent = _agent, Repository = new RepositoryReference { Path = "/repository" }, Model = $"scripted:{_home.ScriptFile}" };

        QuoteView before = await QuoteAsync(host, request);
        RunView end = await host.EndAsync(await host.StartRunAsync(_agent));
        QuoteView after = await QuoteAsync(host, request);

        Assert.InRange(end.Usage.Credits, before.Min, before.Max);
        Assert.Equal((0, 1, end.Usage.Credits), (before.PastRuns, after.PastRuns, after.Expected));
        Assert.Equal(["first", "second"], after.Nodes.Select(node => node.Node));
        Assert.Single((await host.Http.GetFromJsonAsync<Page<RunView>>("/v1/runs", ApiJson.Options))!.Items);
    }

    private static async Task<QuoteView> QuoteAsync(RunHost host, RunRequest request)
    {
        using HttpResponseMessage response = await host.Http.PostAsJsonAsync("/v1/quotes", request, ApiJson.Options);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<QuoteView>(ApiJson.Options))!;
    }

    private static async Task<BudgetView> SetAsync(RunHost host, BudgetRequest budget, string path = "/v1/account/budget")
    {
        using HttpResponseMessage response = await host.Http.PutAsJsonAsync(path, budget, ApiJson.Options);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<BudgetView>(ApiJson.Options))!;
    }
}
