namespace Coder.Durable.Conformance;

public sealed class RetryTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task Retry_WithPolicy_GoesOnUntilAnAttemptSucceeds()
    {
        int attempts = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Retry", context =>
                context.CallActivityAsync<int>("Flaky", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, Moment))))
            .AddActivityFunc("Flaky", _ => Interlocked.Increment(ref attempts) < 3 ? throw new IOException("again") : attempts));

        Assert.Equal(3, await host.ResultAsync<int>("Retry"));
    }

    [Fact]
    public async Task Retry_WithPolicyUsedUp_FailsWithTheLastFailure()
    {
        int attempts = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync("Fails", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, Moment))))
            .AddActivityFunc("Fails", Task (_) => throw new IOException($"attempt {Interlocked.Increment(ref attempts)}")));

        OrchestrationMetadata end = await host.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("attempt 3", end.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task Retry_WithBackOff_WaitsTheSumOfThePauses()
    {
        RetryPolicy policy = new(4, TimeSpan.FromMilliseconds(10), backoffCoefficient: 4, maxRetryInterval: TimeSpan.FromMilliseconds(50));
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<TimeSpan>("Retry", async context =>
            {
                DateTime begin = context.CurrentUtcDateTime;
                try
                {
                    await context.CallActivityAsync("Fails", options: TaskOptions.FromRetryPolicy(policy));
                }
                catch (TaskFailedException)
                {
                    // Expected: what counts is how long it took.
                }

                return context.CurrentUtcDateTime - begin;
            })
            .AddActivityFunc("Fails", Task (_) => throw new IOException("no")));

        Assert.True(await host.ResultAsync<TimeSpan>("Retry") >= TimeSpan.FromMilliseconds(10 + 40 + 50));
    }

    [Fact]
    public async Task Retry_OfAFailureThatThePolicyDeclines_FailsAtOnce()
    {
        int attempts = 0;
        RetryPolicy policy = new(5, Moment) { HandleFailure = failure => failure.IsCausedBy<IOException>() };
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync("Fails", options: TaskOptions.FromRetryPolicy(policy)))
            .AddActivityFunc("Fails", Task (_) =>
                Interlocked.Increment(ref attempts) == 1 ? throw new FileNotFoundException("an IOException") : throw new ArgumentException("another")));

        await host.RunAsync("Retry");

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Retry_WithHandler_IsAskedWithAttemptAndFailure()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Retry", async context =>
            {
                List<string> asked = [];
                TaskOptions options = TaskOptions.FromRetryHandler(retry =>
                {
                    asked.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage}");
                    return retry.LastAttemptNumber < 3;
                });
                try
                {
                    await context.CallActivityAsync("Fails", options);
                }
                catch (TaskFailedException)
                {
                    asked.Add("thrown");
                }

                return string.Join(", ", asked);
            })
            .AddActivityFunc("Fails", Task (_) => throw new IOException("no")));

        Assert.Equal("1 no, 2 no, 3 no, thrown", await host.ResultAsync<string>("Retry"));
    }

    [Fact]
    public async Task Retry_WithAsyncHandler_MayWaitOnADurableTimer()
    {
        int attempts = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<TimeSpan>("Retry", async context =>
            {
                DateTime begin = context.CurrentUtcDateTime;
                await context.CallActivityAsync("Flaky", options: TaskOptions.FromRetryHandler(async retry =>
                {
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                    return true;
                }));
                return context.CurrentUtcDateTime - begin;
            })
            .AddActivityFunc("Flaky", _ => Interlocked.Increment(ref attempts) < 3 ? throw new IOException("again") : Task.CompletedTask));

        Assert.True(await host.ResultAsync<TimeSpan>("Retry") >= TimeSpan.FromMilliseconds(40));
    }

    [Fact]
    public async Task Retry_OfASubOrchestration_RunsItAnew()
    {
        int attempts = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context =>
                context.CallSubOrchestratorAsync<int>("Child", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, Moment))))
            .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("Flaky"))
            .AddActivityFunc("Flaky", _ => Interlocked.Increment(ref attempts) < 2 ? throw new IOException("again") : attempts));

        Assert.Equal(2, await host.ResultAsync<int>("Parent"));
    }

    [Fact]
    public async Task Retry_OfAMissingActivity_FailsAtOnce()
    {
        int asked = 0;
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync("Nowhere", options: TaskOptions.FromRetryHandler(_ => ++asked < 3))));

        OrchestrationMetadata end = await host.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(0, asked);
    }
}
