using Embedded.Tests.FunctionsWorker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedded.Tests.DurableTask;

public sealed class FunctionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _home = new();
    private readonly InvocationLog _log = new();
    private EmbeddedHost? _host;

    private DurableTaskClient Client => _host!.Services.GetRequiredService<DurableTaskClient>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        _home.Dispose();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task OrchestratorFunction_RunsThroughMiddleware(string keepsExecutions)
    {
        await StartAsync("--AzureFunctionsJobHost:extensions:durableTask:extendedSessionsEnabled", keepsExecutions);

        OrchestrationMetadata end = await RunAsync(nameof(SampleFunctions.Orchestrate), new SampleInput(["Ada", "Alan"]));

        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ToString());
        Assert.Equal("hello Ada, hello Alan from Orchestrate Orchestrate", end.ReadOutputAs<string>());
        Assert.Equal(2, _log.Count("middleware before Greet"));
        Assert.Equal(2, _log.Count("body of Greet"));
        Assert.Equal(1, _log.Count("middleware after Orchestrate"));
        Assert.Equal(keepsExecutions == "false", _log.Count("middleware before Orchestrate") > 1);
    }

    [Fact]
    public async Task ActivityFunction_ThatThrows_FailsWithItsOwnException()
    {
        await StartAsync();

        OrchestrationMetadata end = await RunAsync(nameof(SampleFunctions.FailAndCatch), null);

        Assert.Equal("System.TimeoutException: given nothing", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task HttpFunction_WithADurableClient_StartsAndWaits()
    {
        await StartAsync();
        using HttpClient http = new() { Timeout = TestEngine.Patience };

        using HttpResponseMessage response = await http.PostAsync($"{_host!.Address}/app/{nameof(SampleFunctions.Start)}", null);

        Assert.Equal("System.TimeoutException: given nothing", await response.Content.ReadAsStringAsync());
    }

    private async Task<OrchestrationMetadata> RunAsync(string name, object? input)
    {
        string id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(TestEngine.Patience);
    }

    private async Task StartAsync(params string[] settings)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
            ["--port", "0", "--CODER_HOME", _home.Path, "--AzureWebJobsStorage", "none", .. settings], typeof(SampleFunctions).Assembly);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware(async (context, next) =>
        {
            _log.Add($"middleware before {context.FunctionDefinition.Name}");

            // Library middleware often awaits like this; it must not take orchestrator code off its thread.
            await next().ConfigureAwait(false);
            _log.Add($"middleware after {context.FunctionDefinition.Name}");
        });
        builder.Services.AddSingleton(_log);
        _host = (EmbeddedHost)builder.Build();
        await _host.StartAsync();
        Assert.Null(_host.Failure);
    }
}
