using DurableTask.Core.Exceptions;

namespace Coder.Durable.Conformance;

public sealed class ControlTests
{
    [Fact]
    public async Task Start_OfARunningId_IsRefused()
    {
        string id = NewId();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        await host.BeginAsync("Wait", id: id);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id)));

        await host.Client.RaiseEventAsync(id, "Go", "the first one");
        Assert.Equal("the first one", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Start_OfAnEndedId_StartsItAnew()
    {
        string id = NewId();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "one", new StartOrchestrationOptions(id));
        await host.EndAsync(id);

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "two", new StartOrchestrationOptions(id));

        await host.ReachAsync(id, metadata => metadata.IsCompleted && metadata.ReadOutputAs<string>() == "two");
    }

    [Fact]
    public async Task Start_OfAnIdWithADedupedStatus_IsRefused()
    {
        string id = NewId();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "one", new StartOrchestrationOptions(id));
        await host.EndAsync(id);
        StartOrchestrationOptions once = new StartOrchestrationOptions(id).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "two", once));

        Assert.Equal("one", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Start_WithAnUnknownDedupeStatus_IsRefused()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        StartOrchestrationOptions options = new(NewId()) { DedupeStatuses = ["Finished"] };

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "one", options));
    }

    [Fact]
    public async Task Suspend_HoldsEventsBackUntilResume()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Wait");
        await host.Client.SuspendInstanceAsync(id, "hold on");
        await host.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);
        await host.Client.RaiseEventAsync(id, "Go", "later");

        // What came after the event has been worked off, so the event has too.
        await host.ResultAsync<string>("Echo", "x");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);

        await host.Client.ResumeInstanceAsync(id);
        Assert.Equal("later", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Resume_WithSeveralBufferedEvents_DeliversThemInOrder()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Three", async context =>
                await context.WaitForExternalEvent<string>("E") + await context.WaitForExternalEvent<string>("E") + await context.WaitForExternalEvent<string>("E")));
        string id = await host.BeginAsync("Three");
        await host.Client.SuspendInstanceAsync(id);
        await host.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);
        foreach (string letter in new[] { "a", "b", "c" })
        {
            await host.Client.RaiseEventAsync(id, "E", letter);
        }

        await host.Client.ResumeInstanceAsync(id);

        Assert.Equal("abc", await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task Terminate_EndsTheInstanceWithTheOutput()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Wait");

        await host.Client.TerminateInstanceAsync(id, "stopped by hand");

        OrchestrationMetadata end = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("stopped by hand", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_OfASuspendedInstance_EndsIt()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Wait");
        await host.Client.SuspendInstanceAsync(id);
        await host.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);

        await host.Client.TerminateInstanceAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(id)).RuntimeStatus);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terminate_OfAParent_EndsItsChildrenWhenRecursive(bool recursive)
    {
        string child = NewId();
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks =>
        {
            Register(tasks);
            tasks.AddOrchestratorFunc<string, string>("Parent", (context, childId) =>
                context.CallSubOrchestratorAsync<string>("Wait", options: new SubOrchestrationOptions(instanceId: childId)));
        });
        string parent = await host.BeginAsync("Parent", child);
        await host.ReachAsync(child, OrchestrationRuntimeStatus.Running);

        await host.Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions("enough", recursive));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(parent)).RuntimeStatus);

        await host.Client.RaiseEventAsync(child, "Go", "alone");
        OrchestrationMetadata end = await host.EndAsync(child);
        Assert.Equal(recursive ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_OfAnEndedInstance_ChangesNothing()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        OrchestrationMetadata end = await host.RunAsync("Echo", "done");

        await Record.ExceptionAsync(() => host.Client.TerminateInstanceAsync(end.InstanceId));
        await host.ResultAsync<string>("Echo", "x");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.GetInstanceAsync(end.InstanceId))!.RuntimeStatus);
    }

    [Fact]
    public async Task CustomStatus_IsTheLastOneSet()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Report", async context =>
            {
                context.SetCustomStatus("ignored");
                context.SetCustomStatus("halfway");
                await context.WaitForExternalEvent<string>("Go");
                context.SetCustomStatus("done");
            }));
        string id = await host.BeginAsync("Report");
        Assert.Equal("halfway", (await host.Client.GetInstanceAsync(id, true))!.ReadCustomStatusAs<string>());
        await host.Client.RaiseEventAsync(id, "Go", "");

        Assert.Equal("done", (await host.EndAsync(id)).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Wait_BegunBeforeTheStart_SeesTheInstanceEnd()
    {
        string id = NewId();
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);

        Task<OrchestrationMetadata> end = host.EndAsync(id);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "here", new StartOrchestrationOptions(id));

        Assert.Equal("here", (await end).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Wait");
        using CancellationTokenSource impatient = new();
        Task<OrchestrationMetadata> end = host.Client.WaitForInstanceCompletionAsync(id, impatient.Token);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end.WaitAsync(ConformanceHost.Patience));
    }

    private static string NewId() => $"control-{Guid.NewGuid():N}";

    private static void Register(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("Go"))
        .AddOrchestratorFunc<string, string>("Echo", (_, input) => input);
}
