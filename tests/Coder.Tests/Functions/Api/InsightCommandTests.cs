using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Coder.Audit;
using Coder.Cli;
using Coder.Contracts;
using Coder.Contracts.Audit;
using Coder.Tests.Cli;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Api;

/// <summary>The command line against a host as its remote server: audit trail, trajectory, usage, quote.</summary>
public sealed class InsightCommandTests : IDisposable
{
    private readonly RunHome _home = new();
    private readonly CliFixture _cli = new();
    private readonly string _agent;

    public InsightCommandTests()
    {
        _home.Script("""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""");
        _agent = _home.Agent("asking", """
            name: asking
            version: "1.0"
            start: talk
            nodes:
              talk: {type: llm, prompt: One., next: gate}
              gate: {type: approval, question: "Go on?", options: ["yes", "no"], routes: {"yes": done, "no": done}, on_other: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
    }

    public void Dispose()
    {
        _home.Dispose();
        _cli.Dispose();
    }

    [Fact]
    public async Task Audit_OfADecidedQuestion_IsOneRecordThatVerifies()
    {
        await using RunHost host = await StartAsync();
        string run = await RunAsync(host);
        await host.Service<AuditTrail>().AppendAsync(new AuditEntry("local", "key/1", AuditActions.KeyCreated, AuditActors.Key("k0"), "key/1"), CancellationToken.None);

        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("audit", "export", "--server", Server(host)));
        string trail = _cli.Out;
        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("audit", "head", "--server", Server(host)));
        string head = _cli.Out[trail.Length..].Trim();

        JsonNode[] records = [.. trail.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal([AuditActions.ApprovalDecided, AuditActions.KeyCreated], records.Select(record => (string)record["action"]!));
        Assert.Equal(($"run/{run}", "yes", "answered"), ((string)records[0]["subject"]!, (string)records[0]["details"]!["answer"]!, (string)records[0]["details"]!["state"]!));
        Assert.StartsWith("key/", (string)records[0]["actor"]!, StringComparison.Ordinal);
        string file = Path.Combine(_cli.Folder, "audit.ndjson");
        await File.WriteAllTextAsync(file, trail);
        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("audit", "verify", file, "--head", head));
        await File.WriteAllTextAsync(file, trail.Split('\n')[0] + "\n");
        Assert.Equal(ExitCode.Failed, await _cli.RunAsync("audit", "verify", file, "--head", head));
        Assert.Contains($"{file}:2: ", _cli.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, trail.Replace("\"answer\":\"yes\"", "\"answer\":\"no\"", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Failed, await _cli.RunAsync("audit", "verify", file));
        Assert.Contains($"{file}:1: ", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("audit", "verify", file, "--head", "latest"));
        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("audit", "verify", Path.Combine(_cli.Folder, "none.ndjson")));
    }

    [Fact]
    public async Task Audit_Heads_AreThoseOfTheirRecords()
    {
        await using RunHost host = await StartAsync();
        await RunAsync(host);
        AuditTrail trail = host.Service<AuditTrail>();
        AuditHead first = (await host.Http.GetFromJsonAsync<AuditHead>("/v1/audit/head", ApiJson.Options))!;
        await trail.AppendAsync(new AuditEntry("local", "p", AuditActions.ProjectCreated, AuditActors.Platform, "project/p1") { Project = "p1" }, CancellationToken.None);

        Assert.Equal(first, await host.Http.GetFromJsonAsync<AuditHead>("/v1/audit/head?number=1", ApiJson.Options));
        using HttpResponseMessage project = await host.Http.GetAsync("/v1/projects/p1/audit");
        Assert.Equal((await trail.HeadAsync("local", "p1", null, CancellationToken.None))!.Text, Assert.Single(project.Headers.GetValues("Audit-Head")));
        Assert.Equal("application/x-ndjson", project.Content.Headers.ContentType!.MediaType);
        foreach (string none in (string[])["/v1/projects/p2/audit", "/v1/projects/p2/audit/head", "/v1/audit/head?number=9"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync(none)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Http.PostAsync("/v1/audit", null)).StatusCode);
    }

    [Fact]
    public async Task Commands_OfARemoteHost_ShowTrajectoryUsageAndQuote()
    {
        await using RunHost host = await StartAsync();
        string run = await RunAsync(host);

        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("trajectory", run, "--server", Server(host)));
        Assert.Equal(run, (string)JsonNode.Parse(_cli.Out)!["session_id"]!);
        int shown = _cli.Out.Length;
        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("usage", "--by", "agent", "--server", Server(host)));
        Assert.Matches(@"asking\s+1\s+1000\s+0\s+100\s+0\.045", _cli.Out[shown..]);
        shown = _cli.Out.Length;
        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("usage", "--csv", "--server", Server(host)));
        Assert.StartsWith("day,turns,", _cli.Out[shown..], StringComparison.Ordinal);
        shown = _cli.Out.Length;
        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("quote", "Do it.", "--agent", _agent, "--model", $"scripted:{_home.ScriptFile}", "--project-dir", _cli.Folder, "--json", "--server", Server(host)));
        Assert.Equal("asking", (string)JsonNode.Parse(_cli.Out[shown..])!["agent"]!);
        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("usage", "--by", "week", "--server", Server(host)));
    }

    private async Task<RunHost> StartAsync()
    {
        RunHost host = await RunHost.StartAsync(_home);
        _cli.Variables["CODER_API_KEY"] = host.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        return host;
    }

    private static string Server(RunHost host) => host.Http.BaseAddress!.ToString();

    private async Task<string> RunAsync(RunHost host)
    {
        string run = await host.StartRunAsync(_agent);
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        string approval = Assert.Single(await host.ApprovalsAsync(run)).Id;
        await host.AnswerAsync(run, approval, "yes");
        await host.AnswerAsync(run, approval, "yes");
        await host.EndAsync(run);
        return run;
    }
}
