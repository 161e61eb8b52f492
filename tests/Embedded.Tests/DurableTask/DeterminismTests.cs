using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Embedded.Tests.DurableTask;

public abstract class DeterminismTests(bool keepsExecutions) : OrchestrationTests(keepsExecutions)
{
    private const int SpinsOfSomeMilliseconds = 200_000;

    public sealed class Kept() : DeterminismTests(true);

    public sealed class Replayed() : DeterminismTests(false);

    [Fact]
    public async Task Await_OfATaskThatIsNotDurable_FailsTheInstance()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Bad", async _ => await new TaskCompletionSource().Task));

        OrchestrationMetadata end = await engine.RunAsync("Bad");

        Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
        Assert.Contains("'Bad'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_ThatComesBackOnAnotherThread_FailsTheInstance()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Bad", async context =>
            {
                Task<string> open = context.WaitForExternalEvent<string>("Never");
                await Task.Run(() => { }).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                await context.CallActivityAsync("Nop");
                await open;
            })
            .AddActivityFunc("Nop", _ => Task.CompletedTask));

        OrchestrationMetadata end = await engine.RunAsync("Bad");

        Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Code_ThatReturnsOnAnotherThread_FailsTheInstance()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Bad", async context =>
        {
            Task<string> open = context.WaitForExternalEvent<string>("Never");
            await Task.Yield();
            // Code that is over before the step's thread looks at it cannot be told from code that never left.
            Thread.SpinWait(SpinsOfSomeMilliseconds);
            return open.IsCompleted;
        }));

        OrchestrationMetadata end = await engine.RunAsync("Bad");

        Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Code_ThatReturnsLongAfterItsStep_FailsTheInstance()
    {
        TaskCompletionSource late = new();
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Bad", async context =>
        {
            Task<string> open = context.WaitForExternalEvent<string>("Never");
            await late.Task;
            return open.IsCompleted;
        }));
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Bad");
        await engine.ReachAsync(id, OrchestrationRuntimeStatus.Running);

        late.SetResult();

        // Code that is replayed meanwhile ends where it went on before: that is told instead.
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Cancellation_FromAnotherThread_FailsTheInstance()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks.AddOrchestratorFunc("Bad", async context =>
        {
            CancellationTokenSource gone = new();
            Task timer = context.CreateTimer(TimeSpan.FromDays(1), gone.Token);
            await Task.WhenAny(timer, gone.CancelAsync());
            await timer;
        }));

        OrchestrationMetadata end = await engine.RunAsync("Bad");

        Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Await_WithConfigureAwaitFalse_StaysOnTheStep()
    {
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Good", async context =>
            {
                int sum = 0;
                for (int i = 0; i < 10; i++)
                {
                    sum += await context.CallActivityAsync<int>("Echo", i).ConfigureAwait(false);
                }

                return sum;
            })
            .AddActivityFunc<int, int>("Echo", (_, i) => i));

        Assert.Equal(45, (await engine.RunAsync("Good")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task NewGuid_IsTheSameAtEveryReplayAndNeverTwice()
    {
        List<Guid> seen = [];
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Guids", async context =>
            {
                List<Guid> guids = [context.NewGuid(), context.NewGuid()];
                await context.CallActivityAsync("Nop");
                guids.Add(context.NewGuid());
                lock (seen)
                {
                    seen.AddRange(guids);
                }

                return guids;
            })
            .AddActivityFunc("Nop", _ => Task.CompletedTask));

        List<Guid> result = (await engine.RunAsync("Guids")).ReadOutputAs<List<Guid>>()!;

        Assert.Equal(3, result.Distinct().Count());
        Assert.Equal(result, seen);
        Assert.All(result, guid => Assert.Equal(5, guid.Version));
    }

    [Fact]
    public async Task ReplaySafeLogger_WritesEachLineOnce()
    {
        using LineLog log = new("Test");
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Log", async context =>
                {
                    ILogger logger = context.CreateReplaySafeLogger("Test");
                    for (int i = 0; i < 5; i++)
                    {
                        Line(logger, i);
                        await context.CallActivityAsync("Nop");
                    }
                })
                .AddActivityFunc("Nop", _ => Task.CompletedTask),
            options: options => options with { KeepsExecutions = false },
            loggers: log);

        AssertCompleted(await engine.RunAsync("Log"));

        Assert.Equal(["line 0", "line 1", "line 2", "line 3", "line 4"], log.Lines);
    }

    [Fact]
    public async Task ChangedCode_FailsWithWhatWasExpectedAndWhatCame()
    {
        using TestStore store = new();
        await using (TestEngine first = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Ship", async context =>
            {
                await context.CallActivityAsync("Charge");
                await context.WaitForExternalEvent<string>("Go");
            }).AddActivityFunc("Charge", _ => Task.CompletedTask),
            store: store))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Ship", new StartOrchestrationOptions("ship-1"));
            await first.Client.WaitForInstanceStartAsync("ship-1");
        }

        await using TestEngine second = await StartAsync(
            tasks => tasks.AddOrchestratorFunc("Ship", async context =>
            {
                await context.CallActivityAsync("Pack");
                await context.WaitForExternalEvent<string>("Go");
            }),
            store: store);
        await second.Client.RaiseEventAsync("ship-1", "Go", "x");

        OrchestrationMetadata end = await second.EndAsync("ship-1");
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", end.FailureDetails!.ErrorType);
        Assert.Contains("activity 'Charge' (#0)", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("activity 'Pack' (#0)", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    private static void Line(ILogger logger, int number) =>
        logger.Log(LogLevel.Information, default, number, null, static (i, _) => $"line {i}");
}
