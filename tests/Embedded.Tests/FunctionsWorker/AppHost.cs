using Embedded.TestApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;
using Microsoft.Extensions.DependencyInjection;

namespace Embedded.Tests.FunctionsWorker;

/// <summary>The test app in this process, on a home of its own and without storage.</summary>
public sealed class AppHost : IAsyncLifetime
{
    private readonly TemporaryFolder _home = new();
    private readonly EmbeddedHost _host;

    public AppHost()
        : this([])
    {
    }

    internal AppHost(params string[] args)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
            ["--port", "0", "--CODER_HOME", _home.Path, "--AzureWebJobsStorage", StoragePlan.None, .. args], typeof(AppComposition).Assembly);
        builder.ConfigureApp();
        _host = (EmbeddedHost)builder.Build();
    }

    /// <summary>With the route prefix of the app's host.json as base address.</summary>
    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>What background functions have written.</summary>
    public IReadOnlyList<string> Journal => AppJournal.Lines(Home.Path);

    public Signals Signals => _host.Services.GetRequiredService<Signals>();

    internal EmbeddedHome Home => _host.Services.GetRequiredService<EmbeddedHome>();

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        Assert.Null(_host.Failure);
        Client.BaseAddress = new Uri($"{_host.Address}/app/");
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        _home.Dispose();
    }
}
