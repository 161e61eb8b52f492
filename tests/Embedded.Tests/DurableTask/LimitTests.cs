using Coder.Embedded.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.DurableTask;

public sealed class LimitTests
{
    [Fact]
    public async Task Activities_RunWithinTheLimitOfTheirGroup()
    {
        Gauge model = new();
        Gauge command = new();
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Fan", context => Task.WhenAll(
                    Enumerable.Range(0, 10).SelectMany(_ => new[] { context.CallActivityAsync("Think"), context.CallActivityAsync("Act") })))
                .AddActivityFunc("Think", _ => model.PassAsync(3))
                .AddActivityFunc("Act", _ => command.PassAsync(2)),
            options: options => options with { ActivitiesMax = 2, ActivityGroups = [new ActivityGroup("model", 3, ["Think"])] });

        OrchestrationMetadata end = await engine.RunAsync("Fan");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal((3, 2), (model.Highest, command.Highest));
    }

    [Fact]
    public async Task Activities_OfManyInstances_TakeTurns()
    {
        List<string> order = [];
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Fan", (context, n) => Task.WhenAll(Enumerable.Range(0, n).Select(_ => context.CallActivityAsync("Work"))))
                .AddActivityFunc("Work", async context =>
                {
                    await gate.Task;
                    lock (order)
                    {
                        order.Add(context.InstanceId);
                    }
                }),
            options: options => options with { ActivitiesMax = 1 });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fan", 50, new StartOrchestrationOptions("many"));
        await engine.Client.WaitForInstanceStartAsync("many");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fan", 1, new StartOrchestrationOptions("single"));
        await engine.Client.WaitForInstanceStartAsync("single");

        gate.SetResult();
        await engine.EndAsync("single");
        await engine.EndAsync("many");

        Assert.InRange(order.IndexOf("single"), 0, 10);
    }

    [Fact]
    public async Task Activities_OfATerminatedInstance_AreNotStarted()
    {
        int runs = 0;
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Fan", context => Task.WhenAll(Enumerable.Range(0, 5).Select(_ => context.CallActivityAsync("Work"))))
                .AddOrchestratorFunc("One", context => context.CallActivityAsync("Work"))
                .AddActivityFunc("Work", async _ =>
                {
                    Interlocked.Increment(ref runs);
                    running.TrySetResult();
                    await gate.Task;
                }),
            options: options => options with { ActivitiesMax = 1 });
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fan");
        await running.Task.WaitAsync(TestEngine.Patience);
        await engine.Client.TerminateInstanceAsync(id);
        await engine.EndAsync(id);

        gate.SetResult();
        await engine.RunAsync("One");

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Changes_MoreThanTheStoreKeepsUpWith_WaitAtTheirCallers()
    {
        using TestStore file = new();
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc("Nop", _ => 1), file);
        await using EmbeddedStore store = EmbeddedStore.Open(file.File);
        using ManualResetEventSlim gate = new();
        Task blocked = store.WriteAsync(_ => gate.Wait());
        Task<string>[] taken = [.. Enumerable.Range(0, 1024).Select(_ => engine.Client.ScheduleNewOrchestrationInstanceAsync("Nop"))];
        using CancellationTokenSource impatience = new();

        Task<string> oneMore = engine.Client.ScheduleNewOrchestrationInstanceAsync("Nop", cancellation: impatience.Token);
        await impatience.CancelAsync();

        // Only what waits before it is taken can be called off.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => oneMore);
        Assert.DoesNotContain(taken, task => task.IsCompleted);
        gate.Set();
        await blocked;
        foreach (string id in await Task.WhenAll(taken).WaitAsync(TestEngine.Patience))
        {
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.EndAsync(id)).RuntimeStatus);
        }
    }

    /// <summary>Counts who is inside; lets nobody out before a given number is, or everybody has come.</summary>
    private sealed class Gauge
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private int _inside;

        internal int Highest { get; private set; }

        internal async Task PassAsync(int full)
        {
            lock (_gate)
            {
                Highest = Math.Max(Highest, ++_inside);
                if (_inside == full)
                {
                    _full.TrySetResult();
                }
            }

            await _full.Task;
            lock (_gate)
            {
                _inside--;
            }
        }
    }
}
