using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.Durable.Conformance;

/// <summary>
/// A host with the tasks of one test on a task hub of its own. The one file that knows where the hub lies: on the official packages, choose a backend's
/// worker and client here.
/// </summary>
internal sealed class ConformanceHost : IAsyncDisposable
{
    /// <summary>Longest wait for anything in these tests; only a failing test ever takes it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("conformance-");
    private readonly LogLines _logs = new();
    private IHost? _host;

    private ConformanceHost()
    {
    }

    internal DurableTaskClient Client => _host!.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Lines of the log category <see cref="LogLines.Category"/>, of every host on this hub.</summary>
    internal IReadOnlyList<string> LogLines => _logs.Lines;

    internal static async Task<ConformanceHost> StartAsync(Action<DurableTaskRegistry> tasks)
    {
        ConformanceHost host = new();
        await host.StartAnotherAsync(tasks);
        return host;
    }

    /// <summary>Stops the host and starts another one on the same hub, which has to replay whatever waits there.</summary>
    internal async Task RestartAsync(Action<DurableTaskRegistry> tasks)
    {
        await StopAsync();
        await StartAnotherAsync(tasks);
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    internal async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null) =>
        await EndAsync(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input));

    /// <summary>Starts an orchestration, waits for its end, which must be a good one, and returns its output.</summary>
    internal async Task<T> ResultAsync<T>(string orchestrator, object? input = null) => Output<T>(await RunAsync(orchestrator, input));

    internal Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(Patience);

    /// <summary>Waits for an end, which must be a good one, and returns the output.</summary>
    internal async Task<T> OutputAsync<T>(string id) => Output<T>(await EndAsync(id));

    /// <summary>Starts an orchestration and waits until its code has run.</summary>
    internal async Task<string> BeginAsync(string orchestrator, object? input = null, string? id = null)
    {
        string started = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));
        await Client.WaitForInstanceStartAsync(started).WaitAsync(Patience);
        return started;
    }

    /// <summary>Waits until an instance is as described.</summary>
    internal async Task<OrchestrationMetadata> ReachAsync(string id, Func<OrchestrationMetadata, bool> state)
    {
        using CancellationTokenSource deadline = new(Patience);
        using PeriodicTimer look = new(LookEvery);
        while (true)
        {
            OrchestrationMetadata? metadata = await Client.GetInstanceAsync(id, true, deadline.Token);
            if (metadata is not null && state(metadata))
            {
                return metadata;
            }

            Assert.False(deadline.IsCancellationRequested, $"{metadata} did not get there.");
            await look.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    internal Task<OrchestrationMetadata> ReachAsync(string id, OrchestrationRuntimeStatus status) =>
        ReachAsync(id, metadata => metadata.RuntimeStatus == status);

    internal Task<OrchestrationMetadata> ReachCustomStatusAsync(string id, string status) =>
        ReachAsync(id, metadata => metadata.SerializedCustomStatus is not null && metadata.ReadCustomStatusAs<string>() == status);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _home.Delete(recursive: true);
    }

    private static T Output<T>(OrchestrationMetadata end)
    {
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.Name} is {end.RuntimeStatus}: {end.FailureDetails}");
        return end.ReadOutputAs<T>()!;
    }

    private async Task StartAnotherAsync(Action<DurableTaskRegistry> tasks)
    {
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration["CODER_HOME"] = _home.FullName;
        builder.Logging.AddProvider(_logs);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks));
        builder.Services.AddDurableTaskClient();
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
