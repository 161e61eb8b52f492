using System.Text.Json;
using Coder.Agents.Chat;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Testing.Network;
using Coder.Testing.Repositories;
using Coder.Tests.Functions.Hosting;
using Coder.Tests.Workspaces;
using Coder.Tests.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Tests.Functions.Policies;

/// <summary>Real runs of repositories whose <c>.coder/config.yml</c> says what of the network they may reach.</summary>
public sealed class NetworkRunTests : IDisposable
{
    private const string Graph = """
        name: online
        version: "1.0"
        global_tools: [execute_command]
        start: work
        nodes:
          work: {type: llm, prompt: Go., tools: [execute_command], next: test}
          test: {type: script, script: builtin/verify_tests, gate: test, routes: {passed: done, failed: stop, not_run: stop, unverified: stop}}
          done: {type: end, outcome: complete, output: "CODER_COMPLETE"}
          stop: {type: end, outcome: failed, output: "CODER_FAILED {{gate_test.output}}"}
        """;

    private readonly TemporaryRepository _repository = new();
    private readonly TunnelServer _internet = new();
    private readonly RunHome _home;

    public NetworkRunTests() => _home = new RunHome
    {
        Services = services => services
            .AddSingleton(new RunModels(new ModelSettings(), ModelAliases.Parse(""), null, model => new ChatClients(model, TimeProvider.System)))
            .PostConfigure<WorkspaceOptions>(options =>
            {
                options.UserHome = null;
                options.HostEnvironment = new Dictionary<string, string> { ["HTTPS_PROXY"] = _internet.Address };
            }),
        Patience = TimeSpan.FromMinutes(5),
    };

    public void Dispose()
    {
        _home.Dispose();
        _internet.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task Run_SettingsNameHosts_AgentAndGatesReachTheseAndNoOthers()
    {
        (RunView run, IReadOnlyList<RunEvent> events) = await RunAsync("network: {mode: allowlist, allow: [api.example.com]}", "{}");

        string agents = (string)Assert.Single(events, e => e.Type == RunEventTypes.ToolCompleted).Data["result"]!;
        Assert.Contains(TunnelServer.Answer.Trim(), agents, StringComparison.Ordinal);
        Assert.Contains("connection to evil.example.com:443 refused", agents, StringComparison.Ordinal);
        Assert.Equal(["api.example.com:443", "api.example.com:443"], _internet.Tunnels);
        Assert.Contains(events, e => e.Type == RunEventTypes.CommandCompleted && $"{e.Data["refused_connections"]}".Contains("evil.example.com", StringComparison.Ordinal));
        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Status}: {run.Output}");
    }

    [Fact]
    public async Task Run_SettingsSayNothing_AgentAndGatesReachNothing()
    {
        (RunView run, IReadOnlyList<RunEvent> events) = await RunAsync("label: coder", "{}");

        Assert.DoesNotContain(TunnelServer.Answer.Trim(), (string)Assert.Single(events, e => e.Type == RunEventTypes.ToolCompleted).Data["result"]!, StringComparison.Ordinal);
        Assert.Empty(_internet.Tunnels);
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public async Task Run_SettingsSayNone_RestoreIsOfflineAndSaysWhy()
    {
        (_, IReadOnlyList<RunEvent> events) = await RunAsync("network: {mode: none}", """{ "is-odd": "3.0.1" }""");

        RunEvent warning = Assert.Single(events, e => e.Type == RunEventTypes.Warning && (string?)e.Data["code"] == "restore_failed");
        Assert.Contains("the network policy is `none` (`network.mode` in .coder/config.yml", (string)warning.Data["message"]!, StringComparison.Ordinal);
        Assert.Empty(_internet.Tunnels);
    }

    /// <summary>The agent asks two hosts; the tests ask the one that is named.</summary>
    private async Task<(RunView Run, IReadOnlyList<RunEvent> Events)> RunAsync(string settings, string dependencies)
    {
        Assert.SkipUnless(ToolPresence.Has("npm") && ToolPresence.Has("curl"), "npm or curl is not installed");
        await SandboxFixture.SandboxAsync();
        _repository.Commit(
            (".coder/config.yml", settings),
            ("package.json", $$"""{ "name": "a", "version": "1.0.0", "scripts": { "test": "node --test" }, "dependencies": {{dependencies}} }"""),
            ("a.test.js", "require('node:test')('asks', () => { require('node:child_process').execSync('curl -sSk https://api.example.com/'); });\n"));
        string command = "for host in api.example.com evil.example.com; do curl -sSk https://$host/; done; echo done > note.txt";
        _home.Script(JsonSerializer.Serialize(new
        {
            version = 1,
            visits = new[]
            {
                new { node = "work", visit = 1, turns = new object[] { new { tool_calls = new[] { new { name = "execute_command", arguments = new { command } } } }, new { text = "done" } } },
            },
        }));
        await using RunHost host = await RunHost.StartAsync(_home);
        string id = await host.StartRunAsync(
            _home.Agent("online", Graph), request => request with { Repository = new RepositoryReference { Path = _repository.Root }, Sandbox = "bwrap" });
        RunView run = await host.EndAsync(id);
        return (run, await host.EventsAsync(id));
    }
}
