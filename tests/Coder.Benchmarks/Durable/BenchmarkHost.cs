using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.Benchmarks.Durable;

/// <summary>A host with the orchestrations of the benchmarks, on a home of its own or on one that an earlier host has left.</summary>
internal sealed class BenchmarkHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ConcurrentQueue<long> _stamps;

    private BenchmarkHost(IHost host, ConcurrentQueue<long> stamps)
    {
        _host = host;
        _stamps = stamps;
    }

    internal DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    internal static async Task<BenchmarkHost> StartAsync(ScratchFolder home)
    {
        ConcurrentQueue<long> stamps = new();
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["CODER_HOME"] = home.Path;
        // As the product logs by default, to nowhere: the cost of a disabled level belongs to the figures.
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => Register(tasks, stamps)));
        builder.Services.AddDurableTaskClient();
        IHost host = builder.Build();
        await host.StartAsync();
        return new BenchmarkHost(host, stamps);
    }

    /// <summary>Starts an orchestration and waits for its end.</summary>
    /// <exception cref="InvalidOperationException">It did not end well, so its time means nothing.</exception>
    internal async Task RunAsync(string orchestrator, object? input = null) =>
        await EndAsync(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input));

    /// <inheritdoc cref="RunAsync"/>
    internal async Task EndAsync(string id)
    {
        OrchestrationMetadata end = await Client.WaitForInstanceCompletionAsync(id, CancellationToken.None);
        if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"{end.Name} {id} is {end.RuntimeStatus}.");
        }
    }

    /// <summary>Runs sequential activities and returns when each of them ran (<see cref="Stopwatch"/> ticks).</summary>
    internal async Task<long[]> TimestampsAsync(int activities)
    {
        _stamps.Clear();
        await RunAsync(Names.Stamped, activities);
        return [.. _stamps];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static void Register(DurableTaskRegistry tasks, ConcurrentQueue<long> stamps) => tasks
        .AddOrchestratorFunc<int, int>(Names.Sequence, (context, count) => SequenceAsync(context, Names.Nop, count))
        .AddOrchestratorFunc<int, int>(Names.Stamped, (context, count) => SequenceAsync(context, Names.Stamp, count))
        .AddOrchestratorFunc<int, int>(Names.FanOut, async (context, count) =>
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(_ => context.CallActivityAsync(Names.Nop)));
            return count;
        })
        .AddOrchestratorFunc<string>(Names.Wait, context => context.WaitForExternalEvent<string>(Names.Answer, TimeSpan.FromDays(30)))
        .AddActivityFunc(Names.Nop, _ => Task.CompletedTask)
        .AddActivityFunc(Names.Stamp, _ =>
        {
            stamps.Enqueue(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        });

    private static async Task<int> SequenceAsync(TaskOrchestrationContext context, string activity, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await context.CallActivityAsync(activity);
        }

        return count;
    }
}
