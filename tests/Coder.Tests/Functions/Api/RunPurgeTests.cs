using System.Net;
using System.Net.Http.Json;
using Azure.Data.Tables;
using Coder.Accounts.Keys;
using Coder.Audit;
using Coder.Cli;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Artifacts;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Tests.Cli;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Api;

/// <summary>Deleting runs over HTTP and from the command line.</summary>
public sealed class RunPurgeTests : IAsyncLifetime
{
    private static readonly string[] Tables = ["runs", "runevents", "runsteps", "runturns", "runapprovals", "runartifacts"];

    private readonly RunHome _home = new();
    private RunHost _host = null!;
    private string _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _home.Script("""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""");
        // Long enough for a scope that is not in its rows' keys but by its hash.
        string talk = $"talk_{new string('x', 45)}";
        _home.Agent("talker", """
            name: talker
            version: "1.0"
            start: talk
            nodes:
              talk: {type: llm, prompt: One., next: done}
              done: {type: end, output: "talked"}
            """);
        _home.Agent("between", $$"""
            name: between
            version: "1.0"
            start: {{talk}}
            nodes:
              {{talk}}: {type: agent, agent: talker, prompt: One., next: done}
              done: {type: end, output: "talked"}
            """);
        _agent = _home.Agent("asking", $$"""
            name: asking
            version: "1.0"
            start: {{talk}}
            nodes:
              {{talk}}: {type: agent, agent: between, prompt: One., next: gate}
              gate: {type: approval, question: "Go on?", options: ["yes", "no"], routes: {"yes": done, "no": done}, on_other: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
        _host = await RunHost.StartAsync(_home);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Delete_RunThatIsOver_LeavesWhatItCostAndAnAuditRecord()
    {
        string run = await EndedAsync();
        Assert.NotEmpty(_home.Blobs.Names);
        Assert.NotEqual(0, _home.DurableBytes());

        Assert.Equal(HttpStatusCode.NoContent, (await _host.Http.DeleteAsync($"/v1/runs/{run}", Cancellation)).StatusCode);

        await GoneAsync(run);
        Assert.Contains("1000", await _host.Http.GetStringAsync("/v1/usage?by=agent&format=csv", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ThatWasCutOff_GoesOn()
    {
        string run = await EndedAsync();
        RunRecord record = (await _host.Service<RunStore>().FindAsync(new RunKey("local", run), Cancellation))!;
        await _host.Service<RunAudit>().PurgedAsync(record, "key_1", Cancellation);
        await _host.Service<ArtifactStore>().RemoveAsync(run, Cancellation);
        await _host.Service<TableServiceClient>().GetTableClient("runsteps").DeleteEntityAsync(run, "start", cancellationToken: Cancellation);
        await _host.Service<RunStore>().CloseAsync(record.Key, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, (await _host.Http.DeleteAsync($"/v1/runs/{run}", Cancellation)).StatusCode);

        await GoneAsync(run);
    }

    [Fact]
    public async Task Delete_RunThatIsNotOver_IsRefusedUntilItIsCanceled()
    {
        string run = await _host.StartRunAsync(_agent);
        await _host.ReachAsync(run, RunStatus.WaitingApproval);

        using HttpResponseMessage refused = await _host.Http.DeleteAsync($"/v1/runs/{run}", Cancellation);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Problem problem = (await refused.Content.ReadFromJsonAsync<Problem>(ApiJson.Options, Cancellation))!;
        Assert.Equal("run_not_over", problem.Code);
        Assert.Contains($"/v1/runs/{run}/cancel", problem.Detail, StringComparison.Ordinal);
        Assert.Single(await _host.ApprovalsAsync(run));
        await _host.OperateAsync(run, "cancel");
        await _host.ReachAsync(run, RunStatus.Canceled);
        // Its orchestration may still be at its end: that is waited for.
        Assert.Equal(HttpStatusCode.NoContent, (await _host.Http.DeleteAsync($"/v1/runs/{run}", Cancellation)).StatusCode);
        await GoneAsync(run);
    }

    [Fact]
    public async Task Delete_WithAnotherAccountsKeyOrOneThatReads_IsRefused()
    {
        string run = await EndedAsync();
        using HttpClient stranger = await _host.ClientOfAsync("acme");
        using HttpClient reader = await _host.ClientOfAsync("local", ApiScopes.RunsRead);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/v1/runs/{run}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.DeleteAsync($"/v1/runs/{run}", Cancellation)).StatusCode);
        Assert.Equal(RunStatus.Rejected, (await _host.GetAsync(run)).Status);
    }

    [Fact]
    public async Task Command_Delete_DeletesTheRun()
    {
        string run = await EndedAsync();
        using CliFixture cli = new();
        cli.Variables["CODER_API_KEY"] = _host.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        string server = _host.Http.BaseAddress!.ToString();

        Assert.Equal(ExitCode.Complete, await cli.RunAsync("runs", "delete", run[^8..], "--server", server));

        Assert.Contains($"run {run} is deleted", cli.Error, StringComparison.Ordinal);
        await GoneAsync(run);
    }

    private async Task<string> EndedAsync()
    {
        string run = await _host.StartRunAsync(_agent);
        await _host.ReachAsync(run, RunStatus.WaitingApproval);
        await _host.AnswerAsync(run, Assert.Single(await _host.ApprovalsAsync(run)).Id, "yes");
        await _host.EndAsync(run);
        return run;
    }

    private async Task GoneAsync(string run)
    {
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Delete])
        {
            using HttpRequestMessage request = new(method, $"/v1/runs/{run}");
            Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.SendAsync(request, Cancellation)).StatusCode);
        }

        Assert.Empty((await _host.Http.GetFromJsonAsync<Page<RunView>>("/v1/runs", ApiJson.Options, Cancellation))!.Items);
        Assert.Empty(_home.Blobs.Names);
        Assert.Equal(0, _home.DurableBytes());
        foreach (string table in Tables)
        {
            await foreach (TableEntity row in _host.Service<TableServiceClient>().GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: Cancellation))
            {
                // Agents' folders are other runs' too.
                Assert.True(row.PartitionKey == "definitions", $"{table}: {row.PartitionKey} {row.RowKey}");
            }
        }

        string[] records = (await _host.Http.GetStringAsync("/v1/audit", Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains($"run/{run}", Assert.Single(records, record => record.Contains($"\"{AuditActions.RunDeleted}\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
