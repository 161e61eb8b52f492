namespace Coder.Durable.Conformance;

public sealed class ActivityTests
{
    [Fact]
    public async Task Chaining_OfActivities_PassesEachResultOn()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Chain", async (context, start) =>
            {
                int value = await context.CallActivityAsync<int>("AddOne", start);
                value = await context.CallActivityAsync<int>("Double", value);
                return await context.CallActivityAsync<int>("AddOne", value);
            })
            .AddActivityFunc<int, int>("AddOne", (_, value) => value + 1)
            .AddActivityFunc<int, int>("Double", (_, value) => value * 2));

        Assert.Equal(23, await host.ResultAsync<int>("Chain", 10));
    }

    [Fact]
    public async Task Chaining_RunsEachActivityOnce()
    {
        int calls = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Chain", async context =>
            {
                for (int i = 0; i < 20; i++)
                {
                    await context.CallActivityAsync("Count");
                }
            })
            .AddActivityFunc("Count", _ =>
            {
                Interlocked.Increment(ref calls);
                return Task.CompletedTask;
            }));

        await host.ResultAsync<object>("Chain");

        Assert.Equal(20, calls);
    }

    [Fact]
    public async Task FanOut_OfActivities_GathersResultsInTheOrderOfTheCalls()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int[]>("FanOut", (context, count) =>
                Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i))))
            .AddActivityFunc<int, int>("Square", (_, i) => i * i));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * i), await host.ResultAsync<int[]>("FanOut", 50));
    }

    [Fact]
    public async Task FanOut_OfActivities_RunsThemAtTheSameTime()
    {
        using CountdownEvent together = new(2);
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool>("Pair", async context =>
                (await Task.WhenAll(context.CallActivityAsync<bool>("Meet"), context.CallActivityAsync<bool>("Meet"))).All(met => met))
            .AddActivityFunc<bool>("Meet", _ => Task.Run(() =>
            {
                together.Signal();
                return together.Wait(ConformanceHost.Patience);
            })));

        Assert.True(await host.ResultAsync<bool>("Pair"));
    }

    [Fact]
    public async Task FanIn_WithOneFailure_FailsWithItAfterTheOthersRan()
    {
        int ran = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("FanOut", async context =>
            {
                try
                {
                    await Task.WhenAll(Enumerable.Range(0, 5).Select(i => context.CallActivityAsync("Odd", i)));
                    return "none";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            })
            .AddActivityFunc<int, int>("Odd", (_, i) =>
            {
                Interlocked.Increment(ref ran);
                return i == 3 ? throw new InvalidOperationException("number 3") : i;
            }));

        Assert.Equal("number 3", await host.ResultAsync<string>("FanOut"));
        Assert.Equal(5, ran);
    }

    [Fact]
    public async Task Monitor_PollsOnATimerUntilTheWorkIsDone()
    {
        int polls = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Monitor", async context =>
            {
                DateTime expiry = context.CurrentUtcDateTime.AddMinutes(5);
                while (context.CurrentUtcDateTime < expiry)
                {
                    int progress = await context.CallActivityAsync<int>("Poll");
                    if (progress >= 4)
                    {
                        return progress;
                    }

                    await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
                }

                return -1;
            })
            .AddActivityFunc("Poll", _ => Interlocked.Increment(ref polls)));

        Assert.Equal(4, await host.ResultAsync<int>("Monitor"));
        Assert.Equal(4, polls);
    }

    [Fact]
    public async Task Activity_OfAClass_IsNamedByItAndKnowsItsInstance()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestrator<AskOrchestrator>()
            .AddActivity<WhoActivity>());
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(AskOrchestrator), "you");

        Assert.Equal($"you of {id}", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Payload_OfAMegabyte_PassesEveryBoundary()
    {
        string large = new('x', 1024 * 1024);
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Carry", async (context, input) =>
            {
                string echoed = await context.CallActivityAsync<string>("Echo", input);
                string raised = await context.WaitForExternalEvent<string>("Large");
                return await context.CallSubOrchestratorAsync<string>("Same", echoed == raised ? raised : "differs");
            })
            .AddOrchestratorFunc<string, string>("Same", (_, input) => input)
            .AddActivityFunc<string, string>("Echo", (_, input) => input));
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Carry", large);
        await host.Client.RaiseEventAsync(id, "Large", large);

        OrchestrationMetadata end = await host.EndAsync(id);

        Assert.Equal(large, end.ReadInputAs<string>());
        Assert.Equal(large, end.ReadOutputAs<string>());
    }

    private sealed class AskOrchestrator : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) => context.CallActivityAsync<string>(nameof(WhoActivity), input);
    }

    private sealed class WhoActivity : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult($"{input} of {context.InstanceId}");
    }
}
