namespace Coder.Durable.Conformance;

public sealed class TimerTests
{
    [Fact]
    public async Task Timer_NeverFiresEarly()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<TimeSpan>("Sleep", async context =>
            {
                DateTime begin = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
                return context.CurrentUtcDateTime - begin;
            }));

        Assert.True(await host.ResultAsync<TimeSpan>("Sleep") >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Timer_InThePast_FiresAtOnce()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Late", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(-1), CancellationToken.None);
                return "fired";
            }));

        Assert.Equal("fired", await host.ResultAsync<string>("Late"));
    }

    [Fact]
    public async Task Timers_OfOneOrchestration_FireInDueOrder()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Order", async context =>
            {
                List<int> fired = [];
                await Task.WhenAll(new[] { 90, 10, 50 }.Select(async milliseconds =>
                {
                    await context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
                    fired.Add(milliseconds);
                }));
                return [.. fired];
            }));

        int[] result = await host.ResultAsync<int[]>("Order");

        Assert.Equal([10, 50, 90], result);
    }

    [Fact]
    public async Task Timer_Cancelled_ThrowsTaskCanceledAndHoldsNothingUp()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Cancel", async context =>
            {
                using CancellationTokenSource gone = new();
                Task timer = context.CreateTimer(TimeSpan.FromDays(30), gone.Token);
                await context.CallActivityAsync("Nop");
                gone.Cancel();
                try
                {
                    await timer;
                    return "fired";
                }
                catch (TaskCanceledException)
                {
                    return "cancelled";
                }
            })
            .AddActivityFunc("Nop", _ => Task.CompletedTask));

        Assert.Equal("cancelled", await host.ResultAsync<string>("Cancel"));
    }

    [Fact]
    public async Task Timer_SurvivesARestart()
    {
        static void Register(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<DateTime, bool>("Until", async (context, due) =>
        {
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime >= due;
        });

        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Until", DateTime.UtcNow.AddMilliseconds(300));
        await host.RestartAsync(Register);

        Assert.True(await host.OutputAsync<bool>(id));
    }

    [Theory]
    [InlineData("yes", "approved")]
    [InlineData("no", "declined")]
    public async Task HumanInteraction_AnsweredInTime_FollowsTheAnswer(string answer, string outcome)
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks.AddOrchestratorFunc<TimeSpan, string>("Approve", ApproveAsync));
        string id = await host.BeginAsync("Approve", TimeSpan.FromDays(3));
        await host.Client.RaiseEventAsync(id, "Answer", answer);

        Assert.Equal(outcome, await host.OutputAsync<string>(id));
    }

    [Fact]
    public async Task HumanInteraction_Unanswered_Escalates()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks.AddOrchestratorFunc<TimeSpan, string>("Approve", ApproveAsync));

        Assert.Equal("escalated", await host.ResultAsync<string>("Approve", TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task EventWithTimeout_ThatDoesNotCome_ThrowsTaskCanceled()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("Never", TimeSpan.FromMilliseconds(20));
                }
                catch (OperationCanceledException)
                {
                    return "timed out";
                }
            }));

        Assert.Equal("timed out", await host.ResultAsync<string>("Wait"));
    }

    [Fact]
    public async Task Start_InAnHour_IsPending()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Later", _ => 1).AddOrchestratorFunc<int>("Now", _ => 1));
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Later", new StartOrchestrationOptions(null, DateTimeOffset.UtcNow.AddHours(1)));

        await host.RunAsync("Now");

        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
    }

    [Fact]
    public async Task Start_Scheduled_RunsThenAndNotBefore()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<DateTime>("Later", context => context.CurrentUtcDateTime));
        DateTimeOffset startAt = DateTimeOffset.UtcNow.AddMilliseconds(100);
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Later", new StartOrchestrationOptions(null, startAt));

        Assert.True(await host.OutputAsync<DateTime>(id) >= startAt.UtcDateTime);
    }

    private static async Task<string> ApproveAsync(TaskOrchestrationContext context, TimeSpan patience)
    {
        using CancellationTokenSource answered = new();
        Task deadline = context.CreateTimer(patience, answered.Token);
        Task<string> answer = context.WaitForExternalEvent<string>("Answer");
        if (await Task.WhenAny(deadline, answer) == deadline)
        {
            return "escalated";
        }

        answered.Cancel();
        return await answer == "yes" ? "approved" : "declined";
    }
}
