using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Coder.Contracts;
using Coder.Testing.Workspaces;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Policies;

/// <summary>What the policy refuses goes back to the agent, then blocks the run; nothing that is secret shows anywhere.</summary>
public sealed class PolicyRunTests : IDisposable
{
    private const string Token = "ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5";

    private const string Graph = """
        name: guarded
        version: "1.0"
        global_tools: [fs_write, fs_patch, fs_rm, execute_command]
        start: implement
        initial_state: {fix_instructions: none, fix_attempts: 0}
        nodes:
          implement: {type: llm, prompt: "{{fix_instructions}}", tools: [fs_write, fs_patch, fs_rm, execute_command], next: verify}
          verify: {type: script, script: builtin/verify_tests, gate: test, routes: {passed: done, failed: fix, not_run: stop, unverified: stop}}
          fix: {type: script, script: builtin/fix_loop_gate, routes: {retry: implement, exhausted: stop}}
          done: {type: end, outcome: complete, output: "CODER_COMPLETE after {{fix_attempts}} repairs"}
          stop: {type: end, outcome: failed, output: "CODER_FAILED {{failure.message}}"}
        """;

    private readonly RunHome _home = new() { Workspaces = new(("README.md", "A sample.\n"), (".coder/config.yml", "blocked_paths: [secret]\n"), ("secret/x", "old\n")) };

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Violation_ThatTheAgentUndoes_CostsNoFixAttempt()
    {
        _home.Script(Visits(Visit(1, Write("a.txt", Token), Say("done")), Visit(2, Write("a.txt", "clean"), Say("undone"))));
        await using RunHost host = await RunHost.StartAsync(_home);

        string run = await host.StartRunAsync(_home.Agent("guarded", Graph), request => request with { MaxFixAttempts = 0 });
        RunView end = await host.EndAsync(run);

        Assert.Equal((RunStatus.Succeeded, "CODER_COMPLETE\nafter 0 repairs"), (end.Status, end.Output));
        RunEvent refused = Assert.Single(await host.EventsAsync(run), e => e.Type == RunEventTypes.PolicyViolated);
        Assert.Equal(("secret", "a.txt", 1), ((string)refused.Data["findings"]![0]!["rule"]!, (string)refused.Data["findings"]![0]!["path"]!, (int)refused.Data["findings"]![0]!["line"]!));
        await AssertNowhereAsync(host, run, Token);
    }

    [Fact]
    public async Task Violation_ThatStays_BlocksTheRunWithTheListAndKeepsThePatch()
    {
        _home.Script(Visits(Visit(1, Write("a.txt", Token), Say("done"))));
        await using RunHost host = await RunHost.StartAsync(_home);

        string run = await host.StartRunAsync(_home.Agent("guarded", Graph));
        RunView end = await host.EndAsync(run);

        Assert.Equal((RunStatus.BlockedByPolicy, "failed", "blocked_by_policy"), (end.Status, end.Outcome, end.ErrorCode));
        Assert.StartsWith("CODER_FAILED\nblocked_by_policy", end.Output, StringComparison.Ordinal);
        Assert.Equal(("secret", "a.txt"), (Assert.Single(end.PolicyFindings).Rule, end.PolicyFindings[0].Path));
        Assert.Equal((null, null), (end.Branch, end.PullRequest));
        Assert.Equal(4, _home.Requests.Count(r => r is { Node: "implement", Turn: 1 }));
        Assert.Contains("+[redacted]", await host.Http.GetStringAsync($"/v1/runs/{run}/artifacts/patch"), StringComparison.Ordinal);
        await host.UntilEventAsync(run, e => e.Type == RunEventTypes.RunCompleted && (string?)e.Data["status"] == "blocked_by_policy");
        await AssertNowhereAsync(host, run, Token);
    }

    [Fact]
    public async Task Violation_OfAGraphWithoutGates_IsFoundBeforePublishing()
    {
        _home.Script(Visits(Visit(1, Write("a.txt", Token), Say("done"))));
        string agent = _home.Agent("hasty", """
            name: hasty
            version: "1.0"
            global_tools: [fs_write]
            start: implement
            nodes:
              implement: {type: llm, prompt: Do., tools: [fs_write], next: done}
              done: {type: end, outcome: complete, output: "CODER_COMPLETE"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);

        string run = await host.StartRunAsync(agent, request => request with { AllowUnverified = true });

        Assert.Equal(RunStatus.BlockedByPolicy, (await host.EndAsync(run)).Status);
        Assert.DoesNotContain(await host.EventsAsync(run), e => e.Type == RunEventTypes.BranchPublished);
    }

    [Fact]
    public async Task Tools_PathsThatMayNotChange_AreRefusedAtOnceAndMayBeUndone()
    {
        const string twoFiles = "--- /dev/null\n+++ b/b.txt\n@@ -0,0 +1 @@\n+b\n--- a/secret/x\n+++ b/secret/x\n@@ -1 +1 @@\n-old\n+new\n";
        _home.Script(Visits(Visit(
            1,
            Write("secret/x", "new"),
            Write(".github/workflows/ci.yml", "on: push"),
            Write(".coder/config.yml", "label: x"),
            Call("fs_rm", new { path = "secret", recursive = true }),
            Call("fs_patch", new { patch = twoFiles }),
            Call("execute_command", new { command = "break it" }),
            Write("secret/x", "old\n"),
            Write("a.txt", "fine"),
            Say("done"))));
        await using RunHost host = await RunHost.StartAsync(_home);
        MemoryWorkspaceSession? workspace = null;
        _home.OnTurn = (at, cancellation) =>
        {
            workspace ??= _home.Workspaces.Sessions.Single();
            return at.Turn == 7 ? workspace.WriteAsync("secret/x", Encoding.UTF8.GetBytes("broken"), cancellation) : Task.CompletedTask;
        };

        string run = await host.StartRunAsync(_home.Agent("guarded", Graph));
        RunView end = await host.EndAsync(run);

        Assert.Equal(RunStatus.Succeeded, end.Status);
        RunEvent[] calls = [.. (await host.EventsAsync(run)).Where(e => e.Type == RunEventTypes.ToolCompleted)];
        Assert.Equal([true, true, true, true, true, false, false, false], calls.Select(c => (bool)c.Data["is_error"]!));
        Assert.Contains("blocked_path", (string?)calls[0].Data["result"], StringComparison.Ordinal);
        Assert.Contains("protected_path", (string?)calls[1].Data["result"], StringComparison.Ordinal);
        Assert.Null(workspace!["b.txt"]);
        Assert.Equal("old\n", workspace["secret/x"]);
    }

    [Fact]
    public async Task Tools_ThatTheNodeDoesNotName_AreRefusedWhenCalledAllTheSame()
    {
        _home.Script(Visits(Visit(1, Write("a.txt", "x"), Say("clean")).Replace("implement", "review", StringComparison.Ordinal)));
        string agent = _home.Agent("reviewing", """
            name: reviewing
            version: "1.0"
            global_tools: [git_diff, fs_cat, fs_write]
            start: review
            nodes:
              review: {type: llm, prompt: Review., tools: [git_diff, fs_cat], next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);

        string run = await host.StartRunAsync(agent);
        await host.EndAsync(run);

        RunEvent call = Assert.Single(await host.EventsAsync(run), e => e.Type == RunEventTypes.ToolCompleted);
        Assert.Contains("not available here", (string?)call.Data["result"], StringComparison.Ordinal);
        Assert.Null(_home.Workspaces[run]["a.txt"]);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("base64")]
    [InlineData("hex")]
    [InlineData("url")]
    public async Task Secrets_OfTheRun_ShowNowhereInAnyForm(string form)
    {
        const string secret = "correct horse/battery+staple";
        string said = form switch
        {
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{secret}y")),
            "hex" => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)),
            "url" => Uri.EscapeDataString(secret),
            _ => secret,
        };
        _home.Script(Visits(Visit(1, Call("execute_command", new { command = $"echo {said}" }), Write("a.txt", "fine"), Say($"It is {said}."))));
        await using RunHost host = await RunHost.StartAsync(_home);

        string run = await host.StartRunAsync(
            _home.Agent("guarded", Graph.Replace("initial_state:", "variables: [{name: api_token, description: d, default: none}]\ninitial_state:", StringComparison.Ordinal)),
            request => request with { Prompt = $"Use {said} please", Variables = new Dictionary<string, string> { ["api_token"] = secret } });
        RunView end = await host.EndAsync(run);

        Assert.Equal(RunStatus.Succeeded, end.Status);
        await AssertNowhereAsync(host, run, secret);
        await AssertNowhereAsync(host, run, said.Length > 30 ? said[4..^4] : said);
    }

    [Fact]
    public async Task Settings_ThatCannotBeFollowed_RefuseTheRunWithTheirPlaces()
    {
        using RunHome home = new() { Workspaces = new(("README.md", ""), (".coder/config.yml", "label: x\nblocked_path: [a]\n")) };
        home.Script("""{"version": 1, "visits": []}""");
        await using RunHost host = await RunHost.StartAsync(home);
        using HttpRequestMessage message = new(HttpMethod.Post, "/v1/runs")
        {
            Content = JsonContent.Create(new RunRequest { Prompt = "x", Agent = home.Agent("guarded", Graph), Repository = new RepositoryReference { Path = "/repository" } }, options: ApiJson.Options),
        };
        message.Headers.Add("Idempotency-Key", "k");

        using HttpResponseMessage response = await host.Http.SendAsync(message);
        Problem? problem = await response.Content.ReadFromJsonAsync<Problem>(ApiJson.Options);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid_config"), (response.StatusCode, problem!.Code));
        Assert.StartsWith(".coder/config.yml:2:1: error C4:", Assert.Single(problem.Errors!).Message, StringComparison.Ordinal);
    }

    private static string Visits(params string[] visits) => $"{{\"version\": 1, \"visits\": [{string.Join(',', visits)}]}}";

    private static string Visit(int number, params string[] turns) => $"{{\"node\": \"implement\", \"visit\": {number}, \"turns\": [{string.Join(',', turns)}]}}";

    private static string Call(string tool, object arguments) => JsonSerializer.Serialize(new { tool_calls = new[] { new { name = tool, arguments } } });

    private static string Write(string path, string contents) => Call("fs_write", new { path, contents });

    private static string Say(string text) => JsonSerializer.Serialize(new { text });

    /// <summary>In no event, view, artifact (archives included) or diff.</summary>
    private static async Task AssertNowhereAsync(RunHost host, string run, string secret)
    {
        Page<ArtifactView>? artifacts = await host.Http.GetFromJsonAsync<Page<ArtifactView>>($"/v1/runs/{run}/artifacts", ApiJson.Options);
        string[] paths = ["", "/events?limit=1000", "/diff", .. artifacts!.Items.Where(a => a.MediaType != "application/zip").Select(a => $"/artifacts/{a.Id}")];
        foreach (string path in paths)
        {
            Assert.DoesNotContain(secret, await host.Http.GetStringAsync($"/v1/runs/{run}{path}"), StringComparison.Ordinal);
        }

        using System.IO.Compression.ZipArchive logs = new(await host.Http.GetStreamAsync($"/v1/runs/{run}/artifacts/log-bundle"));
        foreach (System.IO.Compression.ZipArchiveEntry entry in logs.Entries)
        {
            using StreamReader reader = new(entry.Open());
            Assert.DoesNotContain(secret, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }
}
