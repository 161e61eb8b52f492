using Microsoft.Extensions.Logging;

namespace Coder.Durable.Conformance;

public sealed class DeterminismTests
{
    [Fact]
    public async Task Replay_AfterARestart_CallsNoActivityAgain()
    {
        int calls = 0;
        void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<int>("Work", async context =>
            {
                int first = await context.CallActivityAsync<int>("Count");
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<string>("Go");
                return first + await context.CallActivityAsync<int>("Count");
            })
            .AddActivityFunc("Count", _ => Interlocked.Increment(ref calls));

        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Work");
        await host.ReachCustomStatusAsync(id, "waiting");
        await host.RestartAsync(Register);
        await host.Client.RaiseEventAsync(id, "Go", "");

        Assert.Equal(1 + 2, await host.OutputAsync<int>(id));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task GuidsAndTime_AfterAReplay_AreTheSame()
    {
        static void Register(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string>("Values", async context =>
        {
            string values = $"{context.NewGuid()} {context.NewGuid()} {context.CurrentUtcDateTime:o}";
            context.SetCustomStatus(values);
            await context.WaitForExternalEvent<string>("Go");
            return values;
        });

        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Values");
        string seen = (await host.Client.GetInstanceAsync(id, true))!.ReadCustomStatusAs<string>()!;
        await host.RestartAsync(Register);
        await host.Client.RaiseEventAsync(id, "Go", "");

        Assert.Equal(seen, await host.OutputAsync<string>(id));
        string[] parts = seen.Split(' ');
        Assert.NotEqual(parts[0], parts[1]);
    }

    [Fact]
    public async Task Guids_OfTwoInstances_Differ()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Guid>("Guid", context => context.NewGuid()));

        Assert.NotEqual(await host.ResultAsync<Guid>("Guid"), await host.ResultAsync<Guid>("Guid"));
    }

    [Fact]
    public async Task IsReplaying_IsTrueForWhatRanBeforeOnly()
    {
        static void Register(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<bool[]>("Look", async context =>
        {
            bool before = context.IsReplaying;
            await context.WaitForExternalEvent<string>("Go");
            return [before, context.IsReplaying];
        });

        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Look");
        await host.RestartAsync(Register);
        await host.Client.RaiseEventAsync(id, "Go", "");

        bool[] result = await host.OutputAsync<bool[]>(id);

        Assert.Equal([true, false], result);
    }

    [Fact]
    public async Task ReplaySafeLogger_WritesEachLineOnce()
    {
        static void Register(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Log", async context =>
            {
                ILogger logger = context.CreateReplaySafeLogger(LogLines.Category);
                Write(logger, "begin");
                await context.CallActivityAsync("Nop");
                Write(logger, "waiting");
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<string>("Go");
                Write(logger, "end");
            })
            .AddActivityFunc("Nop", _ => Task.CompletedTask);

        await using ConformanceHost host = await ConformanceHost.StartAsync(Register);
        string id = await host.BeginAsync("Log");
        await host.ReachCustomStatusAsync(id, "waiting");
        await host.RestartAsync(Register);
        await host.Client.RaiseEventAsync(id, "Go", "");
        await host.EndAsync(id);

        Assert.Equal(["begin", "waiting", "end"], host.LogLines);
    }

    [Fact]
    public async Task ChangedCode_AtAReplay_FailsTheInstance()
    {
        static Action<DurableTaskRegistry> Calling(string activity) => tasks => tasks
            .AddOrchestratorFunc("Ship", async context =>
            {
                await context.CallActivityAsync(activity);
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<string>("Go");
            })
            .AddActivityFunc(activity, _ => Task.CompletedTask);

        await using ConformanceHost host = await ConformanceHost.StartAsync(Calling("Charge"));
        string id = await host.BeginAsync("Ship");
        await host.ReachCustomStatusAsync(id, "waiting");
        await host.RestartAsync(Calling("Pack"));
        await host.Client.RaiseEventAsync(id, "Go", "");

        OrchestrationMetadata end = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("NonDeterministic", end.FailureDetails!.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_OfATaskThatIsNotDurable_FailsTheInstance()
    {
        await using ConformanceHost host = await ConformanceHost.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Bad", async context =>
            {
                await Task.Run(() => { }, CancellationToken.None).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                await context.CallActivityAsync("Nop");
            })
            .AddActivityFunc("Nop", _ => Task.CompletedTask));

        OrchestrationMetadata end = await host.RunAsync("Bad");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.FailureDetails!.IsCausedBy<InvalidOperationException>(), end.FailureDetails.ToString());
    }

    private static void Write(ILogger logger, string line) => logger.Log(LogLevel.Information, default, line, null, static (text, _) => text);
}
