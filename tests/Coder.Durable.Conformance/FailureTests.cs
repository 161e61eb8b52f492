namespace Coder.Durable.Conformance;

public sealed class FailureTests
{
    [Fact]
    public async Task Orchestrator_ThatThrows_FailsWithTypeMessageAndStack()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Throws", int (_) => throw new InvalidDataException("no good")));

        OrchestrationMetadata end = await host.RunAsync("Throws");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(typeof(InvalidDataException).FullName, end.FailureDetails!.ErrorType);
        Assert.Equal("no good", end.FailureDetails.ErrorMessage);
        Assert.Contains(nameof(FailureTests), end.FailureDetails.StackTrace, StringComparison.Ordinal);
        Assert.Null(end.FailureDetails.InnerFailure);
    }

    [Fact]
    public async Task Activity_ThatThrows_SurfacesAsTaskFailed()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Catch", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Nop");
                    await context.CallActivityAsync("Fails");
                    return "nothing";
                }
                catch (TaskFailedException e)
                {
                    return $"{e.TaskName} {e.TaskId} {e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage}";
                }
            })
            .AddActivityFunc("Nop", _ => Task.CompletedTask)
            .AddActivityFunc("Fails", Task (_) => throw new TimeoutException("too slow")));

        Assert.Equal("Fails 1 System.TimeoutException too slow", await host.ResultAsync<string>("Catch"));
    }

    [Fact]
    public async Task FailureDetails_OfNestedExceptions_KeepEachLevel()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Nested", context => context.CallActivityAsync("Fails"))
            .AddActivityFunc("Fails", Task (_) =>
                throw new InvalidOperationException("outer", new OutOfPaperException("middle", new FileNotFoundException("inner")))));

        OrchestrationMetadata end = await host.RunAsync("Nested");

        Assert.Equal(
            [
                $"{typeof(InvalidOperationException)}: outer",
                $"{typeof(OutOfPaperException)}: middle",
                $"{typeof(FileNotFoundException)}: inner",
            ],
            Failures.Chain(end.FailureDetails!.InnerFailure!).Select(failure => $"{failure.ErrorType}: {failure.ErrorMessage}"));
    }

    [Fact]
    public async Task IsCausedBy_KnowsTheTypeAndItsBasesOnly()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool[]>("Catch", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fails");
                    return [];
                }
                catch (TaskFailedException e)
                {
                    TaskFailureDetails failure = e.FailureDetails;
                    return
                    [
                        failure.IsCausedBy<OutOfPaperException>(),
                        failure.IsCausedBy<IOException>(),
                        failure.IsCausedBy<Exception>(),
                        failure.IsCausedBy<FileNotFoundException>(),
                    ];
                }
            })
            .AddActivityFunc("Fails", Task (_) => throw new OutOfPaperException("tray 2", null)));

        bool[] result = await host.ResultAsync<bool[]>("Catch");

        Assert.Equal([true, true, true, false], result);
    }

    [Fact]
    public async Task Activity_ThatIsNotRegistered_FailsItsCaller()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync("Nowhere")));

        OrchestrationMetadata end = await host.RunAsync("Call");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("Nowhere", end.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_WithAnInputOfAnotherShape_FailsAndDoesNotRun()
    {
        bool ran = false;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync("Number", "not a number"))
            .AddActivityFunc<int, int>("Number", (_, number) =>
            {
                ran = true;
                return number;
            }));

        OrchestrationMetadata end = await host.RunAsync("Call");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.False(ran);
    }

    private sealed class OutOfPaperException(string message, Exception? inner) : IOException(message, inner);
}
