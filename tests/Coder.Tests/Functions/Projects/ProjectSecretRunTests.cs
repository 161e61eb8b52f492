using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Functions.Projects;

/// <summary>A project's secrets in its runs: scripts have them, texts do not show them.</summary>
public sealed class ProjectSecretRunTests : IDisposable
{
    private const string Value = "tok-3f9a1c77e2-secret";

    private readonly RunHome _home = new();
    private readonly ConcurrentQueue<WorkspaceCommand> _commands = new();
    private readonly string _agent;

    public ProjectSecretRunTests()
    {
        string folder = _home.Agent("telling", """
            name: telling
            version: "1.0"
            start: tell
            nodes:
              tell: {type: script, script: scripts/tell.sh, next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED it said {{said}}"}
            """);
        Directory.CreateDirectory(Path.Combine(folder, "scripts"));
        File.WriteAllText(Path.Combine(folder, "scripts", "tell.sh"), "echo \"{\\\"said\\\": \\\"$DEPLOY_TOKEN\\\"}\"\n");
        _agent = folder;
        _home.Workspaces.OnRunAsync = (command, _) =>
        {
            _commands.Enqueue(command);
            string said = command.Environment.GetValueOrDefault("DEPLOY_TOKEN", "nothing");
            return Task.FromResult(new CommandResult(SandboxEnd.Exited, 0, TimeSpan.Zero, said, $"{{\"said\": \"{said}\"}}"));
        };
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Run_OfAProject_HasItsSecretsAndShowsThemNowhere()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string project = await ProjectAsync(host);

        string run = await host.StartRunAsync(_agent, request => request with { Agent = null, Repository = new RepositoryReference { Project = "Shop" } });
        using (HttpResponseMessage deleted = await host.Http.DeleteAsync($"/v1/projects/{project}/secrets/DEPLOY_TOKEN"))
        {
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        RunView end = await host.EndAsync(run);

        Assert.Equal((project, RunStatus.Rejected), (end.Project, end.Status));
        Assert.Contains(_commands, command => command.Environment.GetValueOrDefault("DEPLOY_TOKEN") == Value);
        Assert.DoesNotContain(Value, await host.Http.GetStringAsync($"/v1/runs/{run}"), StringComparison.Ordinal);
        Assert.DoesNotContain(Value, await host.Http.GetStringAsync($"/v1/runs/{run}/events?limit=1000"), StringComparison.Ordinal);
        foreach (ArtifactView artifact in (await host.Http.GetFromJsonAsync<Page<ArtifactView>>($"/v1/runs/{run}/artifacts", ApiJson.Options))!.Items)
        {
            Assert.DoesNotContain(Value, await host.Http.GetStringAsync($"/v1/runs/{run}/artifacts/{artifact.Id}"), StringComparison.Ordinal);
        }

        Assert.Equal(run, Assert.Single((await host.Http.GetFromJsonAsync<Page<RunView>>($"/v1/projects/{project}/runs", ApiJson.Options))!.Items).Id);
    }

    [Fact]
    public async Task Run_OfNoProject_HasNone()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        await ProjectAsync(host);

        string run = await host.StartRunAsync(_agent);
        RunView end = await host.EndAsync(run);

        Assert.Contains("it said nothing", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_commands, command => command.Environment.ContainsKey("DEPLOY_TOKEN"));
    }

    [Fact]
    public async Task Run_OfAnUnknownProject_IsRefused()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/runs")
        {
            Content = JsonContent.Create(new RunRequest { Prompt = "x", Repository = new RepositoryReference { Project = "nowhere" } }, options: ApiJson.Options), Headers = { { "Idempotency-Key", "1" } },
        };

        await Api.AccountsApiTests.RefusedAsync(await host.Http.SendAsync(request), 422, "unknown_project");
    }

    private async Task<string> ProjectAsync(RunHost host)
    {
        ProjectRequest request = new() { Name = "shop", Repository = new RepositoryReference { Path = "/repository" }, Agent = _agent };
        using HttpResponseMessage made = await host.Http.PostAsJsonAsync("/v1/projects", request, ApiJson.Options);
        string id = (await made.Content.ReadFromJsonAsync<ProjectView>(ApiJson.Options))!.Id;
        using HttpResponseMessage set = await host.Http.PutAsJsonAsync($"/v1/projects/{id}/secrets/DEPLOY_TOKEN", new SecretRequest(Value), ApiJson.Options);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.DoesNotContain(Value, await host.Http.GetStringAsync($"/v1/projects/{id}/secrets"), StringComparison.Ordinal);
        return id;
    }
}
