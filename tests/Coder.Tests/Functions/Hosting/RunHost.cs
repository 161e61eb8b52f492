using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Sqlite;
using Azure.Storage.Blobs;
using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Agents.Chat;
using Coder.Billing.Prices;
using Coder.Contracts;
using Coder.Functions;
using Coder.Functions.Api;
using Coder.Functions.Runs;
using Coder.Workspaces.Gates;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.Tests.Functions.Hosting;

/// <summary>The function app in this process, on the embedded engine and a store of its own; workspaces, blobs and gates are in memory and the model is scripted, unless the home says otherwise.</summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly RunHome _home;
    private readonly EmbeddedHost _host;

    private RunHost(RunHome home, EmbeddedHost host)
    {
        _home = home;
        _host = host;
        Http = new HttpClient { BaseAddress = new Uri(host.Address), Timeout = home.Patience };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(home.Path, "key")).Trim());
    }

    internal HttpClient Http { get; }

    /// <summary>One of the app's own services.</summary>
    internal T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="settings">Further settings as <c>--NAME</c>, <c>VALUE</c>.</param>
    internal static async Task<RunHost> StartAsync(RunHome home, params string[] settings)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
            ["--port", "0", "--CODER_HOME", home.Path, "--AzureWebJobsStorage", "none", "--STOP_GRACE_SECONDS", "0", "--CODER_ALLOWED_ROOTS", "/", .. settings], typeof(ApiMiddleware).Assembly);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ApiMiddleware>();
        builder.Services.AddCoder(builder.Configuration);
        builder.Services.AddSingleton(home.Time);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddSingleton(_ => new BlobServiceClient(
            new Uri("http://blobs.test/account"), new BlobClientOptions { Transport = new HttpClientTransport(home.Blobs), Retry = { MaxRetries = 0 } }));
        (home.Services ?? AddInMemory)(builder.Services);
        EmbeddedHost host = (EmbeddedHost)builder.Build();
        await host.StartAsync();
        Assert.Null(host.Failure);
        return new RunHost(home, host);

        void AddInMemory(IServiceCollection services)
        {
            // Nothing is started in a sandbox, so no host has to try the machine's: a few processes for each of hundreds of hosts.
            services.Remove(services.Single(service => service.ImplementationType == typeof(SandboxStartup)));
            services.AddSingleton<IWorkspaces>(home.Workspaces).AddSingleton<IRepositoryInspection>(home.Workspaces);
            services.AddSingleton<IGateRunner>(home.Gates);
            // The script stands for a model that costs something: what is spent has to be seen.
            services.AddSingleton(new PriceTable([new ModelPrice("scripted", 3, 0.3m, 15)]));
            services.AddSingleton(new RunModels(
                new ModelSettings(), ModelAliases.Parse(""), null, model => new ScriptedClients(new ChatClients(model, TimeProvider.System), OnTurnAsync)));
        }

        Task OnTurnAsync(TurnCoordinates at, CancellationToken cancellation)
        {
            home.Requests.Enqueue(at);
            return home.OnTurn(at, cancellation);
        }
    }

    /// <summary>A client with a key of an account.</summary>
    /// <param name="plan">What the account pays for.</param>
    internal async Task<HttpClient> ClientOfAsync(string account, ApiScopes scopes = ApiScopes.Admin, string plan = "enterprise")
    {
        await Service<AccountStore>().UpdateAsync(new AccountId(account), a => a with { Plan = plan }, CancellationToken.None);
        IssuedApiKey key = await Service<ApiKeys>().CreateAsync(new AccountId(account), "test", CancellationToken.None, scopes);
        HttpClient client = new() { BaseAddress = Http.BaseAddress, Timeout = _home.Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        return client;
    }

    /// <summary>Starts a run and returns its id.</summary>
    internal async Task<string> StartRunAsync(string agent, Func<RunRequest, RunRequest>? change = null)
    {
        RunRequest request = new()
        {
            Prompt = "Do it.", Agent = agent, Repository = new RepositoryReference { Path = "/repository" }, Model = $"scripted:{_home.ScriptFile}",
        };
        using HttpRequestMessage message = new(HttpMethod.Post, "/v1/runs") { Content = JsonContent.Create(change?.Invoke(request) ?? request, options: ApiJson.Options) };
        message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using HttpResponseMessage response = await Http.SendAsync(message);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<RunView>(ApiJson.Options))!.Id;
    }

    internal async Task<RunView> GetAsync(string run) => (await Http.GetFromJsonAsync<RunView>($"/v1/runs/{run}", ApiJson.Options))!;

    /// <summary>Waits until the run is in a state.</summary>
    internal Task<RunView> ReachAsync(string run, RunStatus status) => UntilAsync(run, view => view.Status == status);

    /// <summary>Waits until the run is over: final, and its last event, which is written after its row, there too.</summary>
    internal async Task<RunView> EndAsync(string run)
    {
        RunView view = await UntilAsync(run, view => view.CompletedAt is not null);
        await UntilEventAsync(run, e => e.Type == RunEventTypes.RunCompleted);
        return view;
    }

    internal async Task<IReadOnlyList<RunEvent>> EventsAsync(string run) =>
        (await Http.GetFromJsonAsync<Page<RunEvent>>($"/v1/runs/{run}/events?limit=1000", ApiJson.Options))!.Items;

    internal async Task<IReadOnlyList<ApprovalView>> ApprovalsAsync(string run) =>
        (await Http.GetFromJsonAsync<Page<ApprovalView>>($"/v1/runs/{run}/approvals", ApiJson.Options))!.Items;

    internal async Task AnswerAsync(string run, string approval, string answer)
    {
        using HttpResponseMessage response = await Http.PostAsJsonAsync($"/v1/runs/{run}/approvals/{approval}", new AnswerRequest(answer), ApiJson.Options);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary><c>cancel</c>, <c>pause</c> or <c>resume</c>.</summary>
    internal async Task OperateAsync(string run, string operation, JsonObject? body = null)
    {
        using StringContent content = new(body?.ToJsonString() ?? "", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.PostAsync($"/v1/runs/{run}/{operation}", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        // Else its files stay open to the end of the process, and every program that a later test starts has to close them again.
        await SqliteTables.CloseAsync(_home.Store);
    }

    /// <summary>Waits for an event.</summary>
    /// <param name="times">How many of them.</param>
    internal Task UntilEventAsync(string run, Func<RunEvent, bool> isIt, int times = 1) => FollowAsync(run, async () => (await EventsAsync(run)).Count(isIt) >= times);

    private async Task<RunView> UntilAsync(string run, Func<RunView, bool> isReached)
    {
        RunView view = await GetAsync(run);
        await FollowAsync(run, async () => isReached(view = await GetAsync(run)));
        return view;
    }

    /// <summary>Looks again at every event of the run.</summary>
    private async Task FollowAsync(string run, Func<Task<bool>> isReached)
    {
        using CancellationTokenSource patience = new(_home.Patience);
        for (long after = 0; !await isReached();)
        {
            // Every change of state has its event, or follows one closely.
            Page<RunEvent>? page = await Http.GetFromJsonAsync<Page<RunEvent>>($"/v1/runs/{run}/events?after={after}&wait=1&limit=1000", ApiJson.Options, patience.Token);
            after = page!.Items.Count > 0 ? page.Items[^1].Id : after;
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
