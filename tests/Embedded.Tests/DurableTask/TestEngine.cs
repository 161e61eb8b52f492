using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Embedded.Tests.DurableTask;

/// <summary>An engine with the tasks of one test on a store of its own, or on one that an earlier engine has left.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    /// <summary>Longest wait for anything in these tests; only a failing test ever takes it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestStore? _ownStore;

    private TestEngine(DurableEngine engine, TestStore? ownStore)
    {
        Engine = engine;
        _ownStore = ownStore;
        Client = new EmbeddedDurableTaskClient(string.Empty, () => engine);
    }

    internal DurableEngine Engine { get; }

    internal DurableTaskClient Client { get; }

    internal static async Task<TestEngine> StartAsync(
        Action<DurableTaskRegistry> tasks,
        TestStore? store = null,
        TimeProvider? time = null,
        Func<EngineOptions, EngineOptions>? options = null,
        ILoggerFactory? loggers = null,
        Action<TaskCatalog>? more = null)
    {
        TestStore? own = store is null ? new TestStore() : null;
        DurableTaskRegistry registry = new();
        tasks(registry);
        TaskCatalog catalog = new();
        catalog.Add(registry, new ServiceCollection().BuildServiceProvider(), JsonDataConverter.Default);
        more?.Invoke(catalog);
        EngineOptions settings = new() { StoreFile = (store ?? own)!.File };
        DurableEngine engine = new(
            options?.Invoke(settings) ?? settings, catalog, JsonDataConverter.Default, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
        await engine.StartAsync();
        return new TestEngine(engine, own);
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    internal async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? id = null) =>
        await EndAsync(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id)));

    internal Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(Patience);

    /// <summary>Waits for an instance's end while the pauses between tries pass at once.</summary>
    internal async Task<OrchestrationMetadata> EndAsync(string id, ManualTime time)
    {
        Task<OrchestrationMetadata> end = EndAsync(id);
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await end;
    }

    internal async Task<OrchestrationMetadata> ReachAsync(string id, OrchestrationRuntimeStatus status)
    {
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            using InstanceChanges.Subscription subscription = Engine.Changes.Subscribe(id);
            OrchestrationMetadata metadata = (await Client.GetInstanceAsync(id, true))!;
            if (metadata.RuntimeStatus == status)
            {
                return metadata;
            }

            await subscription.Changed.WaitAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Engine.DisposeAsync();
        _ownStore?.Dispose();
    }
}
