using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.DurableTask;

public abstract class SubOrchestrationTests(bool keepsExecutions) : OrchestrationTests(keepsExecutions)
{
    public sealed class Kept() : SubOrchestrationTests(true);

    public sealed class Replayed() : SubOrchestrationTests(false);

    [Fact]
    public async Task Child_KnowsItsParentAndGivesItsResult()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Parent", async (context, n) =>
            {
                int[] results = await Task.WhenAll(Enumerable.Range(1, n).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)));
                return results.Sum();
            })
            .AddOrchestratorFunc<int, int>("Child", async (context, i) =>
            {
                Assert.Equal("parent-1", context.Parent!.InstanceId);
                Assert.Equal("Parent", context.Parent.Name);
                return await context.CallActivityAsync<int>("Double", i);
            })
            .AddActivityFunc<int, int>("Double", (_, i) => 2 * i));

        OrchestrationMetadata end = await engine.RunAsync("Parent", 20, "parent-1");

        AssertCompleted(end);
        Assert.Equal(420, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Child_ThatFails_FailsTheCallWithItsDetails()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child"))
            .AddOrchestratorFunc("Child", Task (_) => throw new InvalidDataException("bad child")));

        OrchestrationMetadata end = await engine.RunAsync("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.IO.InvalidDataException", end.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Child_OfAGivenId_IsFoundUnderIt()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "child-7")))
            .AddOrchestratorFunc("Child", _ => "done"));

        AssertCompleted(await engine.RunAsync("Parent"));

        Assert.Equal("done", (await engine.Client.GetInstanceAsync("child-7", true))!.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_OfAnIdThatRuns_FailsTheCall()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Wait", options: new SubOrchestrationOptions(instanceId: "taken")))
            .AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("End")));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("taken"));

        OrchestrationMetadata end = await engine.RunAsync("Parent");

        Assert.Equal("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", end.FailureDetails!.InnerFailure!.ErrorType);
        Assert.False((await engine.Client.GetInstanceAsync("taken"))!.IsCompleted);
    }

    [Fact]
    public async Task Child_ThatFailsOnce_IsRetriedUnderItsId()
    {
        int attempts = 0;
        TaskOptions options = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(1))).WithInstanceId("retried");
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync<int>("Child", options: options))
            .AddOrchestratorFunc("Child", context => context.CallActivityAsync<int>("Flaky"))
            .AddActivityFunc("Flaky", _ => Interlocked.Increment(ref attempts) > 1 ? attempts : throw new IOException("once")));

        OrchestrationMetadata end = await engine.RunAsync("Parent");

        AssertCompleted(end);
        Assert.Equal(2, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Terminate_Recursive_EndsTheChildrenToo()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .AddOrchestratorFunc("Child", context => context.CallSubOrchestratorAsync("Leaf", options: new SubOrchestrationOptions(instanceId: "leaf")))
            .AddOrchestratorFunc("Leaf", context => context.WaitForExternalEvent<string>("Never")));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await WaitForAsync(engine, "leaf");

        await engine.Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions("enough", Recursive: true));

        Assert.Equal("enough", (await engine.EndAsync("parent")).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndAsync("child")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndAsync("leaf")).RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_OfTheParentAlone_LeavesTheChild()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "child")))
            .AddOrchestratorFunc("Child", context => context.WaitForExternalEvent<string>("End")));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"));
        await WaitForAsync(engine, "child");

        await engine.Client.TerminateInstanceAsync("parent");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndAsync("parent")).RuntimeStatus);
        await engine.Client.RaiseEventAsync("child", "End", "ok");
        AssertCompleted(await engine.EndAsync("child"));
    }

    [Fact]
    public async Task Child_OfAnEarlierGeneration_DisturbsNobody()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool, string>("Parent", async (context, again) =>
            {
                if (!again)
                {
                    _ = context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "stale"));
                    context.ContinueAsNew(true);
                    return "first";
                }

                return await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "fresh"));
            })
            .AddOrchestratorFunc("Child", async context => $"{context.InstanceId} {await context.WaitForExternalEvent<string>("End")}"));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", false, new StartOrchestrationOptions("parent"));
        await WaitForAsync(engine, "stale");
        await WaitForAsync(engine, "fresh");

        await engine.Client.RaiseEventAsync("stale", "End", "1");
        AssertCompleted(await engine.EndAsync("stale"));
        Assert.False((await engine.Client.GetInstanceAsync("parent"))!.IsCompleted);
        await engine.Client.RaiseEventAsync("fresh", "End", "2");

        Assert.Equal("fresh 2", (await engine.EndAsync("parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purge_Recursive_TakesTheChildrenToo()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => Task.WhenAll(context.CallSubOrchestratorAsync("Child"), context.CallSubOrchestratorAsync("Child")))
            .AddOrchestratorFunc("Child", _ => "done"));
        AssertCompleted(await engine.RunAsync("Parent", id: "parent"));

        PurgeResult purged = await engine.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(Recursive: true));

        Assert.Equal(3, purged.PurgedInstanceCount);
        Assert.Null(await engine.Client.GetInstanceAsync("parent"));
    }

    private static async Task WaitForAsync(TestEngine engine, string id)
    {
        using CancellationTokenSource patience = new(TestEngine.Patience);
        while ((await engine.Client.GetInstanceAsync(id, patience.Token))?.IsRunning != true)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
