using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Coder.Agents.Chat.Scripted;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Http;

/// <summary>A home whose host is up for all tests of a class, a repository, and models that mend it, fail or ask.</summary>
public sealed class ServedHome : IAsyncLifetime
{
    private readonly TemporaryRepository _repository = SumProject.Create();
    private CliProcess? _serve;
    private ApiClient? _api;

    internal CoderHome Home { get; } = new();

    internal ApiClient Api => _api!;

    /// <summary>Root of the repository that runs work on.</summary>
    internal string Repository => _repository.Root;

    public async ValueTask InitializeAsync()
    {
        Home.Write("mends.json", ScriptFile.Write(new Story().Script));
        Home.Write("fails.json", ScriptFile.Write(new Script(Script.CurrentVersion, [])));
        Home.Write("asks.json", ScriptFile.Write(new Story { Complexity = 9 }.Script));
        _serve = Home.Start("serve", "--port", "0");
        await _serve.ErrorLineAsync("serving http://");
        _api = new ApiClient(Home);
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        await Home.DisposeAsync();
        _repository.Dispose();
    }

    internal string Request(string prompt, string? model = null) => JsonSerializer.Serialize(
        new RunRequest { Prompt = prompt, Repository = new RepositoryReference { Path = _repository.Root }, Model = model ?? Model("mends.json") }, ApiJson.Options);

    /// <summary>The id of a new run.</summary>
    internal async Task<string> CreateAsync(string prompt, string script = "mends.json")
    {
        using HttpResponseMessage response = await Api.SendAsync(HttpMethod.Post, "v1/runs", Request(prompt, Model(script)), ("Idempotency-Key", Guid.NewGuid().ToString()));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        RunView run = (await response.Content.ReadFromJsonAsync<RunView>(ApiJson.Options))!;
        Assert.Equal($"/v1/runs/{run.Id}", response.Headers.Location?.ToString());
        return run.Id;
    }

    /// <summary>The run once it is final.</summary>
    internal async Task<RunView> EndAsync(string id)
    {
        Assert.Equal(RunEventTypes.RunCompleted, (await Api.StreamAsync(id))[^1].Type);
        return await Api.GetAsync<RunView>($"v1/runs/{id}");
    }

    internal string Model(string script) => $"scripted:{Path.Combine(Home.Work, script)}";
}
