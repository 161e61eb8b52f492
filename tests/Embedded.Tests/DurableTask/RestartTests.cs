using Microsoft.DurableTask;

namespace Embedded.Tests.DurableTask;

public sealed class RestartTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Stop_InTheMiddleOfAnActivity_CancelsItAndTheNextStartRunsItAgain()
    {
        int runs = 0;
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Action<DurableTaskRegistry> orchestrator = registry => registry.AddOrchestratorFunc("Work", context => context.CallActivityAsync<string>("Work"));
        await using (TestEngine first = await TestEngine.StartAsync(orchestrator, _store, more: catalog => catalog.Add("Work", async (_, _, token) =>
        {
            Interlocked.Increment(ref runs);
            running.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(token);
            return null;
        })))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("work"));
            await running.Task.WaitAsync(TestEngine.Patience);
        }

        await using TestEngine second = await TestEngine.StartAsync(orchestrator, _store, more: catalog => catalog.Add("Work", (_, _, _) =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult<string?>("\"worked\"");
        }));

        Assert.Equal("worked", (await second.EndAsync("work")).ReadOutputAs<string>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Stop_WithGrace_LetsTheActivityEndAndStoresItsResult()
    {
        int runs = 0;
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Action<DurableTaskRegistry> tasks = registry => registry
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync<int>("Work"))
            .AddActivityFunc("Work", async _ =>
            {
                running.TrySetResult();
                await goOn.Task;
                return Interlocked.Increment(ref runs);
            });
        await using (TestEngine first = await StartAsync(tasks))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions("work"));
            await running.Task.WaitAsync(TestEngine.Patience);
            Task stop = first.Engine.StopAsync(CancellationToken.None);
            await Assert.ThrowsAsync<InvalidOperationException>(() => first.Client.ScheduleNewOrchestrationInstanceAsync("Work"));
            goOn.SetResult();
            await stop.WaitAsync(TestEngine.Patience);
        }

        await using TestEngine second = await StartAsync(tasks);
        Assert.Equal(1, (await second.EndAsync("work")).ReadOutputAs<int>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Crash_AtAnyPointOfAChain_LosesNothing()
    {
        List<TestStore> crashes = [];
        Action<DurableTaskRegistry> tasks = registry => registry
            .AddOrchestratorFunc("Chain", async context =>
            {
                string text = string.Empty;
                for (int i = 0; i < 5; i++)
                {
                    text += await context.CallActivityAsync<string>("Letter", i);
                }

                text += await context.CallSubOrchestratorAsync<string>("Tail");
                return text + await context.WaitForExternalEvent<string>("End");
            })
            .AddOrchestratorFunc("Tail", context => context.CallActivityAsync<string>("Letter", 25))
            .AddActivityFunc<int, string>("Letter", async (_, i) =>
            {
                TestStore crash = await _store.CrashCopyAsync();
                lock (crashes)
                {
                    crashes.Add(crash);
                }

                return ((char)('a' + i)).ToString();
            });
        await using (TestEngine engine = await StartAsync(tasks))
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Chain", new StartOrchestrationOptions("chain"));
            await engine.Client.RaiseEventAsync("chain", "End", "!");
            Assert.Equal("abcdez!", (await engine.EndAsync("chain")).ReadOutputAs<string>());
        }

        TestStore[] copies = [.. crashes];
        Assert.Equal(6, copies.Length);
        foreach (TestStore copy in copies)
        {
            await using (TestEngine engine = await TestEngine.StartAsync(tasks, copy))
            {
                await engine.Client.RaiseEventAsync("chain", "End", "!");
                Assert.Equal("abcdez!", (await engine.EndAsync("chain")).ReadOutputAs<string>());
            }
        }

        crashes.ForEach(crash => crash.Dispose());
    }

    [Fact]
    public async Task Waiting_Instances_GoOnAfterARestart()
    {
        Action<DurableTaskRegistry> tasks = registry => registry
            .AddOrchestratorFunc("Timer", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return "rang";
            })
            .AddOrchestratorFunc("Event", context => context.WaitForExternalEvent<string>("E"))
            .AddOrchestratorFunc("Later", _ => "started");
        ManualTime time = new();
        await using (TestEngine first = await TestEngine.StartAsync(tasks, _store, time))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Timer", new StartOrchestrationOptions("timer"));
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Event", new StartOrchestrationOptions("event"));
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Later", new StartOrchestrationOptions("later", time.GetUtcNow().AddHours(1)));
            await first.Client.WaitForInstanceStartAsync("timer");
            await first.Client.WaitForInstanceStartAsync("event");
        }

        await using TestEngine second = await TestEngine.StartAsync(tasks, _store, time);
        time.Advance(TimeSpan.FromHours(1));
        await second.Client.RaiseEventAsync("event", "E", "came");

        Assert.Equal("rang", (await second.EndAsync("timer")).ReadOutputAs<string>());
        Assert.Equal("came", (await second.EndAsync("event")).ReadOutputAs<string>());
        Assert.Equal("started", (await second.EndAsync("later")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Idle_Instances_LeaveMemoryAndComeBack()
    {
        ManualTime time = new();
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Event", async context =>
                await context.WaitForExternalEvent<string>("A") + await context.WaitForExternalEvent<string>("B")),
            _store,
            time,
            options => options with { KeptExecutionsMax = 3 });
        string[] ids = [.. Enumerable.Range(0, 10).Select(i => $"idle-{i}")];
        foreach (string id in ids)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Event", new StartOrchestrationOptions(id));
            await engine.Client.RaiseEventAsync(id, "A", id);
        }

        await MemoryAsync(engine, 3, () => { });
        await MemoryAsync(engine, 0, () => time.Advance(TimeSpan.FromMinutes(1)));

        foreach (string id in ids)
        {
            await engine.Client.RaiseEventAsync(id, "B", "!");
            Assert.Equal(id + "!", (await engine.EndAsync(id)).ReadOutputAs<string>());
        }
    }

    private static async Task MemoryAsync(TestEngine engine, int instancesMax, Action meanwhile)
    {
        using CancellationTokenSource patience = new(TestEngine.Patience);
        while (engine.Engine.InstancesInMemory > instancesMax)
        {
            patience.Token.ThrowIfCancellationRequested();
            meanwhile();
            await Task.Yield();
        }
    }

    private Task<TestEngine> StartAsync(Action<DurableTaskRegistry> tasks) => TestEngine.StartAsync(tasks, _store);
}
