using Coder.Embedded.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.DurableTask;

/// <summary>Work that cannot be done: its instance fails after five tries, and nobody else notices.</summary>
public sealed class PoisonTests : IDisposable
{
    private const string Poisoned = "OrchestrationPoisoned";

    private readonly TestStore _store = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("UPDATE hub_TaskHub_history SET events = x'63' WHERE key = 1 AND step = 1", "format 99")]
    [InlineData("UPDATE hub_TaskHub_history SET events = x'01FF' WHERE key = 1 AND step = 1", "unknown kind 255")]
    [InlineData("UPDATE hub_TaskHub_history SET events = x'01' WHERE key = 1 AND step = 0", "ArgumentOutOfRange")]
    [InlineData("DELETE FROM hub_TaskHub_history WHERE key = 1 AND step = 1", "has 1 of its 2 steps")]
    [InlineData("INSERT INTO hub_TaskHub_inbox (key, generation, event) VALUES (1, NULL, x'0106')", "EndOfStream")]
    [InlineData("UPDATE hub_TaskHub_instances SET parent_key = 7, parent_generation = 1, parent_task = 1, parent_id = NULL WHERE key = 1", "NULL")]
    public async Task Instance_ThatCannotBeRead_FailsAfterFiveTriesAndAlone(string damage, string says)
    {
        await using (TestEngine before = await StartAsync())
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "in", new StartOrchestrationOptions("bad"));
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "in", new StartOrchestrationOptions("good"));
            await before.Client.WaitForInstanceStartAsync("bad");
            await before.Client.WaitForInstanceStartAsync("good");
        }

        await ChangeAsync(damage);
        using LineLog log = new("Coder.DurableTask");
        await using TestEngine engine = await StartAsync(log);
        await engine.Client.RaiseEventAsync("bad", "E", "!");
        await engine.Client.RaiseEventAsync("good", "E", "!");

        OrchestrationMetadata bad = await engine.EndAsync("bad", _time);
        Assert.Equal((OrchestrationRuntimeStatus.Failed, Poisoned), (bad.RuntimeStatus, bad.FailureDetails!.ErrorType));
        Assert.Contains("after 5 tries", bad.FailureDetails.ErrorMessage);
        Assert.Contains(says, bad.FailureDetails.ErrorMessage);
        // What is left in the inbox at a start counts as tried once.
        Assert.InRange(log.Lines.Count(line => line.Contains("cannot be run", StringComparison.Ordinal)), 4, 5);
        Assert.Equal("in!", (await engine.EndAsync("good", _time)).ReadOutputAs<string>());
        Assert.Equal(2, await engine.Client.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true }).CountAsync());
    }

    [Theory]
    [InlineData("UPDATE hub_TaskHub_timers SET fire_at = 9223372036854775807")]
    [InlineData("INSERT INTO hub_TaskHub_activities (key, generation, id, name) VALUES (1, 1, 9223372036854775807, 'A')")]
    public async Task Row_ThatCannotBeRead_KeepsNoHostFromStarting(string damage)
    {
        await using (TestEngine before = await StartAsync())
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", new StartOrchestrationOptions("bad"));
            await before.Client.WaitForInstanceStartAsync("bad");
        }

        await ChangeAsync(damage);
        await using TestEngine engine = await StartAsync();

        Assert.Equal(Poisoned, (await engine.EndAsync("bad", _time)).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Child_ThatCannotBeRead_FailsTheCallOfItsParent()
    {
        await using (TestEngine before = await StartAsync())
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
            await before.Client.WaitForInstanceStartAsync("child");
        }

        await ChangeAsync("UPDATE hub_TaskHub_history SET events = x'63' WHERE step = 1 AND key = (SELECT key FROM hub_TaskHub_instances WHERE id = 'child')");
        await using TestEngine engine = await StartAsync();
        await engine.Client.RaiseEventAsync("child", "E", "!");

        Assert.Equal(Poisoned, (await engine.EndAsync("parent", _time)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_ThatEndsTheProcessFiveTimes_IsNotBegunAgainAndFailsItsInstance()
    {
        List<TestStore> lives = [_store];
        int begun = 0;
        int innocent = 0;
        for (int life = 1; life <= 5; life++)
        {
            TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using TestEngine engine = await StartAsync(lives[^1], catalog =>
            {
                catalog.Add("Kill", async (_, _, token) =>
                {
                    Interlocked.Increment(ref begun);
                    running.TrySetResult();
                    await new TaskCompletionSource().Task.WaitAsync(token);
                    return null;
                });
                catalog.Add("Work", async (_, _, token) =>
                {
                    // In hand at the first two deaths; then it has the time that it needs.
                    await (Interlocked.Increment(ref innocent) <= 2 ? new TaskCompletionSource().Task.WaitAsync(token) : Task.CompletedTask);
                    return null;
                });
            });
            if (life == 1)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("CallWork", new StartOrchestrationOptions("innocent"));
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("CallKill", new StartOrchestrationOptions("killer"));
            }

            await running.Task.WaitAsync(TestEngine.Patience);
            lives.Add(await lives[^1].CrashCopyAsync());
        }

        await using (TestEngine last = await StartAsync(lives[^1], catalog =>
        {
            catalog.Add("Kill", (_, _, _) => throw new InvalidOperationException("It is begun once too often."));
            catalog.Add("Work", (_, _, _) => Task.FromResult<string?>(null));
        }))
        {
            OrchestrationMetadata killer = await last.EndAsync("killer", _time);
            Assert.Equal(Poisoned, killer.FailureDetails!.ErrorType);
            Assert.Equal(
                "Activity 'Kill' (#0) was begun 5 times, and each time the process ended before its result was stored.", killer.FailureDetails.ErrorMessage);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await last.EndAsync("innocent", _time)).RuntimeStatus);
            Assert.Equal(5, begun);
        }

        lives.Skip(1).ToList().ForEach(store => store.Dispose());
    }

    [Fact]
    public async Task Step_ThatEndsTheProcessFiveTimes_IsNotBegunAgainAndFailsItsInstance()
    {
        List<TestStore> lives = [_store];
        int begun = 0;
        for (int life = 1; life <= 5; life++)
        {
            TaskCompletionSource<TestStore> died = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using TestEngine engine = await TestEngine.StartAsync(
                tasks => tasks.AddOrchestratorFunc("Kill", _ =>
                {
                    // The step is not stored before it returns: the copy is what its death would leave.
                    Interlocked.Increment(ref begun);
                    died.TrySetResult(lives[^1].CrashCopyAsync().GetAwaiter().GetResult());
                    return "lived";
                }),
                lives[^1]);
            if (life == 1)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Kill", new StartOrchestrationOptions("killer"));
            }

            lives.Add(await died.Task.WaitAsync(TestEngine.Patience));
        }

        await using (TestEngine last = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc("Kill", _ => ++begun), lives[^1]))
        {
            TaskFailureDetails failure = (await last.EndAsync("killer")).FailureDetails!;
            Assert.Equal((Poisoned, 5), (failure.ErrorType, begun));
            Assert.Contains("each time the process ended", failure.ErrorMessage);
        }

        lives.Skip(1).ToList().ForEach(store => store.Dispose());
    }

    [Fact]
    public async Task Stop_InGoodOrder_IsNoTry()
    {
        int runs = 0;
        for (int life = 1; life <= 8; life++)
        {
            TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using TestEngine engine = await StartAsync(_store, catalog => catalog.Add("Work", async (_, _, token) =>
            {
                runs++;
                running.TrySetResult();
                await new TaskCompletionSource().Task.WaitAsync(token);
                return null;
            }));
            if (life == 1)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("CallWork", new StartOrchestrationOptions("work"));
            }

            await running.Task.WaitAsync(TestEngine.Patience);
        }

        Assert.Equal(8, runs);
    }

    [Fact]
    public async Task Restarts_BeforeAScheduledStart_AreNoTries()
    {
        DateTimeOffset start = _time.GetUtcNow().AddHours(1);
        for (int life = 1; life <= 8; life++)
        {
            // Its event lies in the inbox all the time, as what a step had in hand would.
            await using TestEngine engine = await StartAsync();
            if (life == 1)
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "in", new StartOrchestrationOptions("later", start));
                await engine.Client.RaiseEventAsync("later", "E", "!");
            }
        }

        _time.Advance(TimeSpan.FromHours(1));
        await using TestEngine last = await StartAsync();

        Assert.Equal("in!", (await last.EndAsync("later")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Store_OfAnEarlierVersion_IsBroughtUpToDate()
    {
        await using (TestEngine before = await StartAsync())
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "in", new StartOrchestrationOptions("old"));
            await before.Client.WaitForInstanceStartAsync("old");
        }

        await ChangeAsync("ALTER TABLE hub_TaskHub_instances DROP COLUMN tries; ALTER TABLE hub_TaskHub_activities DROP COLUMN tries");
        await using TestEngine engine = await StartAsync();
        await engine.Client.RaiseEventAsync("old", "E", "!");

        Assert.Equal("in!", (await engine.EndAsync("old")).ReadOutputAs<string>());
    }

    private static void Register(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>("Wait", async (context, input) => input + await context.WaitForExternalEvent<string>("E"))
        .AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None))
        .AddOrchestratorFunc("CallWork", context => context.CallActivityAsync("Work"))
        .AddOrchestratorFunc("CallKill", context => context.CallActivityAsync("Kill"))
        .AddOrchestratorFunc("Parent", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Wait", "in", new SubOrchestrationOptions(instanceId: "child"));
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorType;
            }
        });

    private static Task<TestEngine> StartAsync(TestStore store, Action<TaskCatalog> activities) => TestEngine.StartAsync(Register, store, more: activities);

    private Task<TestEngine> StartAsync(LineLog? log = null) => TestEngine.StartAsync(Register, _store, _time, loggers: log);

    private async Task ChangeAsync(string sql)
    {
        await using EmbeddedStore store = EmbeddedStore.Open(_store.File);
        await store.WriteAsync(connection => connection.Execute(sql));
    }
}
