using Microsoft.DurableTask.Client;

namespace Embedded.Tests.DurableTask;

public abstract class ExternalEventTests(bool keepsExecutions) : OrchestrationTests(keepsExecutions)
{
    public sealed class Kept() : ExternalEventTests(true);

    public sealed class Replayed() : ExternalEventTests(false);

    [Fact]
    public async Task Events_BeforeAnyoneWaits_ComeFirstInFirstOutWhateverTheirCase()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Collect", async context =>
        {
            await context.WaitForExternalEvent<object>("Begin");
            return await context.WaitForExternalEvent<string>("NAME") + await context.WaitForExternalEvent<string>("name") + await context.WaitForExternalEvent<string>("Name");
        }));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Collect");
        foreach (string payload in (string[])["a", "b", "c"])
        {
            await engine.Client.RaiseEventAsync(id, "Name", payload);
        }

        await engine.Client.RaiseEventAsync(id, "Begin");

        Assert.Equal("abc", (await engine.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiters_OnOneName_AreServedLastInFirstOut()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", async context =>
        {
            Task<string> older = context.WaitForExternalEvent<string>("E");
            Task<string> younger = context.WaitForExternalEvent<string>("E");
            context.SetCustomStatus("waiting");
            await Task.WhenAll(older, younger);
            return $"older {older.Result}, younger {younger.Result}";
        }));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await engine.Client.WaitForInstanceStartAsync(id);

        await engine.Client.RaiseEventAsync(id, "E", "1");
        await engine.Client.RaiseEventAsync(id, "E", "2");

        Assert.Equal("older 2, younger 1", (await engine.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_ThatTimesOut_ThrowsAndLeavesTheNextEventToTheNextWaiter()
    {
        ManualTime time = new();
        await using TestEngine engine = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Patient", async context =>
            {
                try
                {
                    await context.WaitForExternalEvent<string>("E", TimeSpan.FromMinutes(5));
                    return "no timeout";
                }
                catch (TaskCanceledException)
                {
                    context.SetCustomStatus("late");
                    return "late: " + await context.WaitForExternalEvent<string>("E");
                }
            }),
            time);
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Patient");
        await engine.Client.WaitForInstanceStartAsync(id);
        time.Advance(TimeSpan.FromMinutes(5));
        await PollAsync(engine, id, metadata => metadata.SerializedCustomStatus is not null);

        await engine.Client.RaiseEventAsync(id, "E", "now");

        Assert.Equal("late: now", (await engine.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_BetweenOrchestrations_Arrives()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Receiver", context => context.WaitForExternalEvent<int>("Number"))
            .AddOrchestratorFunc<string>("Sender", (context, target) =>
            {
                context.SendEvent(target, "Number", 42);
                return Task.CompletedTask;
            }));
        string receiver = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Receiver");

        AssertCompleted(await engine.RunAsync("Sender", receiver));

        Assert.Equal(42, (await engine.EndAsync(receiver)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Event_ForAnUnknownInstance_IsDropped()
    {
        await using TestEngine engine = await StartAsync(_ => { });

        await engine.Client.RaiseEventAsync("nobody", "E", 1);

        Assert.Null(await engine.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task ContinueAsNew_WithUntakenEvents_KeepsThemInOrder()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Loop", async (context, sum) =>
        {
            if (sum is null)
            {
                await context.WaitForExternalEvent<object>("Begin");
                sum = string.Empty;
            }

            sum += await context.WaitForExternalEvent<string>("E");
            if (sum.Length < 4)
            {
                context.ContinueAsNew(sum);
            }

            return sum;
        }));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Loop");
        foreach (string payload in (string[])["a", "b", "c", "d"])
        {
            await engine.Client.RaiseEventAsync(id, "E", payload);
        }

        await engine.Client.RaiseEventAsync(id, "Begin");

        Assert.Equal("abcd", (await engine.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsThem()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Loop", async (context, again) =>
        {
            if (!again)
            {
                await context.WaitForExternalEvent<object>("Begin");
                context.ContinueAsNew(true, preserveUnprocessedEvents: false);
                return "first";
            }

            context.SetCustomStatus("second");
            return await context.WaitForExternalEvent<string>("E");
        }));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Loop", false);
        await engine.Client.RaiseEventAsync(id, "E", "old");
        await engine.Client.RaiseEventAsync(id, "Begin");
        await PollAsync(engine, id, metadata => metadata.SerializedCustomStatus is not null);

        await engine.Client.RaiseEventAsync(id, "E", "new");

        Assert.Equal("new", (await engine.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_HundredTimes_KeepsNoHistory()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Count", async (context, count) =>
            {
                int next = await context.CallActivityAsync<int>("Next", count);
                if (next < 100)
                {
                    context.ContinueAsNew(next);
                }

                return next;
            })
            .AddActivityFunc<int, int>("Next", (_, count) => count + 1));

        OrchestrationMetadata end = await engine.RunAsync("Count", 0);

        Assert.Equal(100, end.ReadOutputAs<int>());
        Assert.Equal(99, end.ReadInputAs<int>());
    }

    private static async Task PollAsync(TestEngine engine, string id, Func<OrchestrationMetadata, bool> until)
    {
        using CancellationTokenSource patience = new(TestEngine.Patience);
        while (!until((await engine.Client.GetInstanceAsync(id, true, patience.Token))!))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
