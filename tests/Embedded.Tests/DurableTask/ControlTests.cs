using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.DurableTask;

public abstract class ControlTests(bool keepsExecutions) : OrchestrationTests(keepsExecutions)
{
    public sealed class Kept() : ControlTests(true);

    public sealed class Replayed() : ControlTests(false);

    [Fact]
    public async Task Suspended_Instance_KeepsItsEventsUntilItIsResumed()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("E")));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await engine.Client.WaitForInstanceStartAsync(id);

        await engine.Client.SuspendInstanceAsync(id, "lunch");
        await engine.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);
        await engine.Client.RaiseEventAsync(id, "E", "held");
        Assert.False((await engine.Client.GetInstanceAsync(id))!.IsCompleted);
        await engine.Client.ResumeInstanceAsync(id);

        Assert.Equal("held", (await engine.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspended_Instance_CanBeTerminated()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("E")));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await engine.Client.SuspendInstanceAsync(id);
        await engine.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);

        await engine.Client.TerminateInstanceAsync(id, "stop");

        OrchestrationMetadata end = await engine.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("stop", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_OfARunningId_ThrowsAndOfAnEndedOneReplaces()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Echo", async (context, input) => input + await context.WaitForExternalEvent<string>("E")));
        StartOrchestrationOptions options = new("twice");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "a", options);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "b", options));
        await engine.Client.RaiseEventAsync("twice", "E", "1");
        Assert.Equal("a1", (await engine.EndAsync("twice")).ReadOutputAs<string>());

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "c", options);
        await engine.Client.RaiseEventAsync("twice", "E", "2");
        Assert.Equal("c2", (await engine.EndAsync("twice")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_WithDedupeOfCompleted_Throws()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Nop", _ => 1));
        AssertCompleted(await engine.RunAsync("Nop", id: "once"));
        StartOrchestrationOptions options = new StartOrchestrationOptions("once").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Nop", options));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("@entity")]
    [InlineData("")]
    public async Task Schedule_OfABadId_IsRefused(string id)
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Nop", _ => 1));

        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Nop", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task CustomStatus_IsSeenWhileItRunsAndAfter()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Status", async context =>
        {
            context.SetCustomStatus("first");
            await context.WaitForExternalEvent<string>("E");
            context.SetCustomStatus(new[] { 1, 2 });
        }));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Status");
        await engine.Client.WaitForInstanceStartAsync(id);
        Assert.Equal("first", (await engine.Client.GetInstanceAsync(id, true))!.ReadCustomStatusAs<string>());

        await engine.Client.RaiseEventAsync(id, "E");

        Assert.Equal("[1,2]", (await engine.EndAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task List_PagesThroughAFilter()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Nop", _ => 1)
            .AddOrchestratorFunc("Fail", Task (_) => throw new IOException("no")));
        for (int i = 0; i < 7; i++)
        {
            await engine.RunAsync("Nop", id: $"a-{i}");
        }

        await engine.RunAsync("Nop", id: "b-0");
        await engine.RunAsync("Fail", id: "a-failed");
        OrchestrationQuery query = new(Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "a-", PageSize: 3);

        List<int> pages = [];
        List<string> ids = [];
        await foreach (Page<OrchestrationMetadata> page in engine.Client.GetAllInstancesAsync(query).AsPages())
        {
            pages.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(metadata => metadata.InstanceId));
        }

        Assert.Equal([3, 3, 1], pages);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"a-{i}"), ids);
    }

    [Fact]
    public async Task List_FromAContinuationToken_GoesOnThere()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Nop", _ => 1));
        for (int i = 0; i < 4; i++)
        {
            await engine.RunAsync("Nop", id: $"n-{i}");
        }

        string? token = null;
        await foreach (Page<OrchestrationMetadata> page in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 2)).AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        List<string> rest = [];
        await foreach (OrchestrationMetadata metadata in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: token)))
        {
            rest.Add(metadata.InstanceId);
        }

        Assert.Equal(["n-2", "n-3"], rest);
    }

    [Fact]
    public async Task Purge_ByFilter_TakesEndedInstancesOnly()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Nop", _ => 1)
            .AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("E")));
        await engine.RunAsync("Nop", id: "done-1");
        await engine.RunAsync("Nop", id: "done-2");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("waits"));

        PurgeResult purged = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());

        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("waits")).PurgedInstanceCount);
        Assert.NotNull(await engine.Client.GetInstanceAsync("waits"));
    }

    [Fact]
    public async Task Get_WithoutPayloads_HasNone()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc<string, string>("Echo", (_, input) => input));
        await engine.RunAsync("Echo", "x", "e");

        OrchestrationMetadata metadata = (await engine.Client.GetInstanceAsync("e"))!;

        Assert.Null(metadata.SerializedInput);
        Assert.Null(metadata.SerializedOutput);
        Assert.Equal("Echo", metadata.Name);
    }

    [Fact]
    public async Task Wait_ForAnInstanceThatIsYetToCome_SeesItsStart()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("E")));
        Task<OrchestrationMetadata> start = engine.Client.WaitForInstanceStartAsync("late");

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("late"));

        Assert.True((await start.WaitAsync(TestEngine.Patience)).IsRunning);
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("E")));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        using CancellationTokenSource cancelled = new();
        Task<OrchestrationMetadata> end = engine.Client.WaitForInstanceCompletionAsync(id, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
    }
}
