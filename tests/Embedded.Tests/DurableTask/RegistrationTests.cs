using Embedded.Tests.FunctionsWorker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedded.Tests.DurableTask;

public sealed class RegistrationTests
{
    [Fact]
    public async Task WorkerAndClient_OfAPlainHost_RunTheTasksOfTheRegistry()
    {
        using TemporaryFolder home = new();
        using IHost host = Build(home, []);
        await host.StartAsync();
        DurableTaskClient client = host.Services.GetRequiredService<DurableTaskClient>();

        string id = await client.ScheduleNewOrchestrationInstanceAsync("Echo", 7);

        Assert.Equal(7, (await client.WaitForInstanceCompletionAsync(id, true).WaitAsync(TestEngine.Patience)).ReadOutputAs<int>());
        await host.StopAsync();
    }

    [Fact]
    public async Task Client_BeforeTheStart_SaysSo()
    {
        using TemporaryFolder home = new();
        using IHost host = Build(home, []);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync("Echo"));

        Assert.Contains("has not started", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maxConcurrentActivityFunctions", "0")]
    [InlineData("activityGroups:model:maxConcurrent", "-1")]
    [InlineData("maxPoisonTries", "0")]
    [InlineData("hubName", "no spaces")]
    public async Task Setting_OutOfRange_IsNamed(string key, string value)
    {
        using TemporaryFolder home = new();
        using IHost host = Build(home, new() { [$"AzureFunctionsJobHost:extensions:durableTask:{key}"] = value });

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.Contains(key.Split(':')[^1], error.Message, StringComparison.Ordinal);
    }

    private static IHost Build(TemporaryFolder home, Dictionary<string, string?> settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        settings["CODER_HOME"] = home.Path;
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => tasks.AddOrchestratorFunc<int, int>("Echo", (_, input) => input)));
        builder.Services.AddDurableTaskClient();
        return builder.Build();
    }
}
