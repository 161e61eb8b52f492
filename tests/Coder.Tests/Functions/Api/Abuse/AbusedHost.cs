using System.Net.Http.Json;
using System.Text.Json;
using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Api.Abuse;

/// <summary>A host with one of each resource, for all tests that attack it; what is attacked comes from its OpenAPI document.</summary>
public sealed class AbusedHost : IAsyncLifetime
{
    private readonly RunHome _home = new();
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private RunHost? _host;

    internal RunHost Host => _host!;

    internal IReadOnlyList<AbusedOperation> Operations { get; private set; } = [];

    internal JsonElement Document { get; private set; }

    /// <summary>An account of its own, with every scope that an account can have.</summary>
    internal HttpClient Tenant { get; private set; } = null!;

    /// <summary>Another one, whose ids nobody else sees.</summary>
    internal HttpClient Stranger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunHost.StartAsync(_home);
        Document = JsonDocument.Parse(await Host.Http.GetByteArrayAsync("/openapi/v1.json")).RootElement;
        Operations = AbusedOperation.Of(Document);
        Tenant = await Host.ClientOfAsync("tenant");
        Stranger = await Host.ClientOfAsync("stranger");
        string agent = _home.Agent("asking", """
            name: asking
            version: "1.0"
            start: ask
            nodes:
              ask: {type: approval, question: "Go on?", options: ["yes"], routes: {"yes": done}, on_other: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED"}
            """);
        _ids["/v1/runs/{id}"] = await Host.StartRunAsync(agent);
        await Host.ReachAsync(_ids["/v1/runs/{id}"], RunStatus.WaitingApproval);
        _ids["approvalId"] = (await Host.ApprovalsAsync(_ids["/v1/runs/{id}"]))[0].Id;
        _ids["artifactId"] = "patch";
        _ids["name"] = "TOKEN";
        ProjectRequest project = new() { Name = "shop", Repository = new RepositoryReference { Path = "/repository" } };
        using HttpResponseMessage made = await Host.Http.PostAsJsonAsync("/v1/projects", project, ApiJson.Options);
        _ids["/v1/projects/{id}"] = (await made.Content.ReadFromJsonAsync<ProjectView>(ApiJson.Options))!.Id;
        using HttpResponseMessage key = await Host.Http.PostAsJsonAsync("/v1/keys", new KeyRequest("abused", ["runs:read"]), ApiJson.Options);
        _ids["/v1/keys/{id}"] = (await key.Content.ReadFromJsonAsync<IssuedKeyView>(ApiJson.Options))!.Details.Id;
    }

    public async ValueTask DisposeAsync()
    {
        Tenant?.Dispose();
        Stranger?.Dispose();
        await Host.DisposeAsync();
        _home.Dispose();
    }

    /// <summary>The operation's path with the ids of the local account's resources.</summary>
    internal string PathOf(AbusedOperation operation) => AbusedOperation.Parameter().Replace(
        operation.Path,
        match => Uri.EscapeDataString(_ids.GetValueOrDefault(match.Groups[1].Value) ?? _ids.GetValueOrDefault(operation.Path[..(match.Index + match.Length)], "none")));

    /// <summary>A client whose key may do nothing at all.</summary>
    internal Task<HttpClient> PowerlessAsync() => Host.ClientOfAsync("tenant", ApiScopes.None);
}
