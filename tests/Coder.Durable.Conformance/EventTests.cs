namespace Coder.Durable.Conformance;

public sealed class EventTests
{
    [Fact]
    public async Task Events_RaisedBeforeTheWait_AreKeptFirstInFirstOut()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Collect", async context =>
            {
                await context.WaitForExternalEvent<string>("Go");
                List<int> numbers = [];
                for (int i = 0; i < 3; i++)
                {
                    numbers.Add(await context.WaitForExternalEvent<int>("Number"));
                }

                return [.. numbers];
            }));
        string id = await host.BeginAsync("Collect");
        for (int number = 1; number <= 3; number++)
        {
            await host.Client.RaiseEventAsync(id, "Number", number);
        }

        await host.Client.RaiseEventAsync(id, "Go", "");

        int[] result = await host.OutputAsync<int[]>(id);

        Assert.Equal([1, 2, 3], result);
    }

    [Fact]
    public async Task Waiters_OfOneName_AreServedLastInFirstOut()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[]>("Two", async context =>
            {
                Task<string> older = context.WaitForExternalEvent<string>("Word");
                Task<string> younger = context.WaitForExternalEvent<string>("Word");
                return [await younger, await older];
            }));
        string id = await host.BeginAsync("Two");
        await host.Client.RaiseEventAsync(id, "Word", "first");
        await host.Client.RaiseEventAsync(id, "Word", "second");

        Assert.Equal(["first", "second"], await host.OutputAsync<string[]>(id));
    }

    [Fact]
    public async Task Waiters_OfOneNameAndTwoTypes_AreRefused()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Two", async context =>
            {
                Task<string> text = context.WaitForExternalEvent<string>("Word");
                try
                {
                    await context.WaitForExternalEvent<int>("Word");
                    return "waited";
                }
                catch (ArgumentException)
                {
                    return await text;
                }
            }));
        string id = await host.BeginAsync("Two");
        await host.Client.RaiseEventAsync(id, "Word", "for the first");

        Assert.Equal("for the first", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task EventName_InAnotherCase_IsTheSameEvent()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
                await context.WaitForExternalEvent<string>("Approval") + await context.WaitForExternalEvent<string>("APPROVAL")));
        string id = await host.BeginAsync("Wait");
        await host.Client.RaiseEventAsync(id, "approval", "a");
        await host.Client.RaiseEventAsync(id, "ApProVal", "b");

        Assert.Equal("ab", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Event_OfAnotherName_StaysWhereItIs()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
                await context.WaitForExternalEvent<string>("B") + await context.WaitForExternalEvent<string>("A")));
        string id = await host.BeginAsync("Wait");
        await host.Client.RaiseEventAsync(id, "A", "1");
        await host.Client.RaiseEventAsync(id, "B", "2");

        Assert.Equal("21", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Event_WithARecord_ArrivesWithItsValues()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Answer>("Wait", context => context.WaitForExternalEvent<Answer>("Answer")));
        string id = await host.BeginAsync("Wait");
        await host.Client.RaiseEventAsync(id, "Answer", new Answer(true, "fine"));

        Assert.Equal(new Answer(true, "fine"), await host.OutputAsync<Answer>(id));
    }

    [Fact]
    public async Task Event_RaisedBeforeTheStart_IsKept()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("Early")));
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", new StartOrchestrationOptions(null, DateTimeOffset.UtcNow.AddMilliseconds(50)));
        await host.Client.RaiseEventAsync(id, "Early", "kept");

        Assert.Equal("kept", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Aggregator_OfEvents_SumsThemAll()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Sum", async context =>
            {
                int sum = 0;
                Task<string> end = context.WaitForExternalEvent<string>("End");
                while (true)
                {
                    Task<int> next = context.WaitForExternalEvent<int>("Add");
                    if (await Task.WhenAny(next, end) == end)
                    {
                        return sum;
                    }

                    sum += await next;
                }
            }));
        string id = await host.BeginAsync("Sum");
        await Task.WhenAll(Enumerable.Range(1, 100).Select(number => host.Client.RaiseEventAsync(id, "Add", number)));
        await host.Client.RaiseEventAsync(id, "End", "");

        Assert.Equal(5050, await host.OutputAsync<int>(id));
    }

    [Fact]
    public async Task SendEvent_BetweenOrchestrations_Arrives()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Receive", context => context.WaitForExternalEvent<string>("Greeting"))
            .AddOrchestratorFunc<string, int>("Send", (context, receiver) =>
            {
                context.SendEvent(receiver, "greeting", "hello");
                return 1;
            }));
        string receiver = await host.BeginAsync("Receive");

        await host.ResultAsync<int>("Send", receiver);

        Assert.Equal("hello", await host.OutputAsync<string>(receiver));
    }

    [Fact]
    public async Task SendEvent_BackAndForth_IsAConversation()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, int>("Server", async (context, client) =>
            {
                int served = 0;
                while (served < 10)
                {
                    int question = await context.WaitForExternalEvent<int>("Question");
                    context.SendEvent(client, "Answer", question * 2);
                    served++;
                }

                return served;
            })
            .AddOrchestratorFunc<int>("Client", async context =>
            {
                string server = $"{context.InstanceId}-server";
                Task<int> served = context.CallSubOrchestratorAsync<int>("Server", context.InstanceId, new SubOrchestrationOptions(instanceId: server));
                int sum = 0;
                for (int i = 1; i <= 10; i++)
                {
                    context.SendEvent(server, "Question", i);
                    sum += await context.WaitForExternalEvent<int>("Answer");
                }

                return sum + await served;
            }));

        Assert.Equal(110 + 10, await host.ResultAsync<int>("Client"));
    }

    [Fact]
    public async Task Event_AfterARestart_ReachesTheWaiter()
    {
        static void Register(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string>(
            "Wait", async context => await context.WaitForExternalEvent<string>("A") + await context.WaitForExternalEvent<string>("B"));

        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Wait");
        await host.Client.RaiseEventAsync(id, "B", "2");
        await host.RestartAsync(Register);
        await host.Client.RaiseEventAsync(id, "A", "1");

        Assert.Equal("12", await host.OutputAsync<string>(id));
    }

    private sealed record Answer(bool Accepted, string Comment);
}
