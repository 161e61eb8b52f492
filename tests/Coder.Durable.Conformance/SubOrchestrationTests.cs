namespace Coder.Durable.Conformance;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task SubOrchestration_ReturnsItsOutputAndKnowsItsParent()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>("Child", "in"))
            .AddOrchestratorFunc<string, string>("Child", (context, input) => $"{input} of {context.Parent!.Name} {context.Parent.InstanceId}"));
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent");

        Assert.Equal($"in of Parent {id}", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task SubOrchestration_WithAnId_IsAnInstanceOfThatId()
    {
        string childId = $"child-{Guid.NewGuid():N}";
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Parent", (context, child) =>
                context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: child)))
            .AddOrchestratorFunc<string>("Child", context => context.InstanceId));

        Assert.Equal(childId, await host.ResultAsync<string>("Parent", childId));
        Assert.Equal("Child", (await host.Client.GetInstanceAsync(childId))!.Name);
    }

    [Fact]
    public async Task FanOut_OfSubOrchestrations_GathersTheirResults()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Parent", context =>
                Task.WhenAll(Enumerable.Range(0, 20).Select(i => context.CallSubOrchestratorAsync<int>("Child", i))))
            .AddOrchestratorFunc<int, int>("Child", (context, i) => context.CallActivityAsync<int>("Square", i))
            .AddActivityFunc<int, int>("Square", (_, i) => i * i));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => i * i), await host.ResultAsync<int[]>("Parent"));
    }

    [Fact]
    public async Task Failure_ThroughThreeLevels_KeepsItsCause()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Top", context => context.CallSubOrchestratorAsync("Middle"))
            .AddOrchestratorFunc("Middle", context => context.CallSubOrchestratorAsync("Bottom"))
            .AddOrchestratorFunc("Bottom", context => context.CallActivityAsync("Fails"))
            .AddActivityFunc("Fails", Task (_) => throw new InvalidOperationException("deep down")));

        OrchestrationMetadata end = await host.RunAsync("Top");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        TaskFailureDetails[] causes = [.. Failures.Chain(end.FailureDetails!)];
        Assert.All(causes[..^1], failure => Assert.True(failure.IsCausedBy<TaskFailedException>(), failure.ToString()));
        Assert.True(causes[^1].IsCausedBy<InvalidOperationException>());
        Assert.Equal("deep down", causes[^1].ErrorMessage);
    }

    [Fact]
    public async Task Failure_CaughtHalfwayUp_IsHandledThere()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Top", context => context.CallSubOrchestratorAsync<string>("Middle"))
            .AddOrchestratorFunc<string>("Middle", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Bottom");
                }
                catch (TaskFailedException e)
                {
                    return await context.CallActivityAsync<string>("Compensate", $"{e.TaskName}: {e.FailureDetails.ErrorMessage}");
                }
            })
            .AddOrchestratorFunc<string>("Bottom", string (_) => throw new InvalidOperationException("broken"))
            .AddActivityFunc<string, string>("Compensate", (_, what) => $"compensated {what}"));

        Assert.Equal("compensated Bottom: broken", await host.ResultAsync<string>("Top"));
    }

    [Fact]
    public async Task SubOrchestration_ThatIsNotRegistered_FailsItsParent()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Nowhere")));

        OrchestrationMetadata end = await host.RunAsync("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.FailureDetails!.IsCausedBy<TaskFailedException>());
    }
}
