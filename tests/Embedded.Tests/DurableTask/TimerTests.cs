using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Embedded.Tests.DurableTask;

public abstract class TimerTests(bool keepsExecutions) : OrchestrationTests(keepsExecutions)
{
    private readonly ManualTime _time = new();

    public sealed class Kept() : TimerTests(true);

    public sealed class Replayed() : TimerTests(false);

    [Fact]
    public async Task Timer_OfAnHour_FiresThenAndNotBefore()
    {
        await using TestEngine engine = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Sleep", async context =>
            {
                DateTime begin = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return context.CurrentUtcDateTime - begin;
            }),
            _time);
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sleep");
        await engine.Client.WaitForInstanceStartAsync(id);

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await engine.Client.GetInstanceAsync(id))!.IsRunning);
        _time.Advance(TimeSpan.FromMinutes(1));

        OrchestrationMetadata end = await engine.EndAsync(id);
        Assert.Equal(TimeSpan.FromHours(1), end.ReadOutputAs<TimeSpan>());
    }

    [Fact]
    public async Task Timer_Cancelled_ThrowsTaskCanceledAndLeavesNothing()
    {
        await using TestEngine engine = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Race", async context =>
            {
                using CancellationTokenSource gone = new();
                Task timer = context.CreateTimer(TimeSpan.FromHours(1), gone.Token);
                string winner = await Task.WhenAny(timer, context.WaitForExternalEvent<string>("Go")) == timer ? "timer" : "event";
                gone.Cancel();
                try
                {
                    await timer;
                }
                catch (TaskCanceledException)
                {
                    return winner + ", cancelled";
                }

                return winner;
            }),
            _time);
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Race");
        await engine.Client.RaiseEventAsync(id, "Go", "now");

        OrchestrationMetadata end = await engine.EndAsync(id);

        Assert.Equal("event, cancelled", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timer_OfTenDays_IsSplitAndFiresOnTime()
    {
        await using TestEngine engine = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Wait", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
                return context.CurrentUtcDateTime;
            }),
            _time);
        DateTime begin = _time.GetUtcNow().UtcDateTime;
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        DateTimeOffset seen = (await engine.Client.WaitForInstanceStartAsync(id)).LastUpdatedAt;

        for (int part = 0; part < 3; part++)
        {
            _time.Advance(TimeSpan.FromDays(3));
            seen = await MovedOnAsync(engine, id, seen);
        }

        Assert.True((await engine.Client.GetInstanceAsync(id))!.IsRunning);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(begin.AddDays(10), (await engine.EndAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Start_InTheFuture_StaysPendingUntilThenAndKeepsEvents()
    {
        await using TestEngine engine = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Later", context => context.WaitForExternalEvent<string>("Early")), _time);
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions("later-1", _time.GetUtcNow().AddHours(2)));
        await engine.Client.RaiseEventAsync(id, "Early", "kept");

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("kept", (await engine.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Retry_WithBackOff_WaitsLongerEachTime()
    {
        int attempts = 0;
        await using TestEngine engine = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Retry", async context =>
                {
                    DateTime begin = context.CurrentUtcDateTime;
                    RetryPolicy policy = new(4, TimeSpan.FromSeconds(10), 3, TimeSpan.FromSeconds(60));
                    await context.CallActivityAsync("Flaky", options: TaskOptions.FromRetryPolicy(policy));
                    return context.CurrentUtcDateTime - begin;
                })
                .AddActivityFunc("Flaky", _ => Interlocked.Increment(ref attempts) < 4 ? throw new IOException("again") : Task.CompletedTask),
            _time);
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Retry");

        Task<OrchestrationMetadata> end = engine.EndAsync(id);
        while (!end.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(4, attempts);
        Assert.True((await end).ReadOutputAs<TimeSpan>() >= TimeSpan.FromSeconds(10 + 30 + 60), (await end).SerializedOutput);
    }

    [Fact]
    public async Task Retry_PastItsLastAttempt_Throws()
    {
        int attempts = 0;
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync(
                "Fails", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1)))))
            .AddActivityFunc("Fails", Task (_) => throw new IOException($"attempt {Interlocked.Increment(ref attempts)}")));

        OrchestrationMetadata end = await engine.RunAsync("Retry");

        Assert.Equal(3, attempts);
        Assert.Equal("attempt 3", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Retry_OfAFailureThatThePolicyRefuses_ThrowsAtOnce()
    {
        int attempts = 0;
        RetryPolicy policy = new(3, TimeSpan.FromMilliseconds(1)) { HandleFailure = failure => !failure.IsCausedBy<ArgumentException>() };
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", context => context.CallActivityAsync("Fails", options: TaskOptions.FromRetryPolicy(policy)))
            .AddActivityFunc("Fails", Task (_) => throw new ArgumentException($"attempt {Interlocked.Increment(ref attempts)}")));

        OrchestrationMetadata end = await engine.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Retry_OfAMissingSubOrchestrator_ThrowsAtOnce()
    {
        await using TestEngine engine = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Retry", context => context.CallSubOrchestratorAsync(
                "Nowhere", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromHours(1))))),
            _time);

        OrchestrationMetadata end = await engine.RunAsync("Retry");

        Assert.Equal("OrchestratorTaskNotFound", end.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task RetryHandler_DecidesByAttemptAndFailure()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retry", async context =>
            {
                List<string> seen = [];
                TaskOptions options = TaskOptions.FromRetryHandler(retry =>
                {
                    seen.Add($"{retry.LastAttemptNumber}: {retry.LastFailure.ErrorMessage}");
                    return retry.LastAttemptNumber < 2;
                });
                try
                {
                    await context.CallActivityAsync("Fails", options);
                }
                catch (TaskFailedException)
                {
                    seen.Add("thrown");
                }

                return string.Join("; ", seen);
            })
            .AddActivityFunc("Fails", Task (_) => throw new IOException("no")));

        OrchestrationMetadata end = await engine.RunAsync("Retry");

        Assert.Equal("1: no; 2: no; thrown", end.ReadOutputAs<string>());
    }

    private static async Task<DateTimeOffset> MovedOnAsync(TestEngine engine, string id, DateTimeOffset since)
    {
        using CancellationTokenSource patience = new(TestEngine.Patience);
        while (true)
        {
            DateTimeOffset now = (await engine.Client.GetInstanceAsync(id, patience.Token))!.LastUpdatedAt;
            if (now > since)
            {
                return now;
            }

            await Task.Yield();
        }
    }
}
