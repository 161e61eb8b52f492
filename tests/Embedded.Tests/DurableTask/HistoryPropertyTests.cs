using System.Globalization;
using Coder.Embedded.Store;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;

namespace Embedded.Tests.DurableTask;

/// <summary>Random orchestrations give the same output and history whether they are kept alive between events or replayed at each.</summary>
public sealed class HistoryPropertyTests
{
    private const int ProgramsCount = 25;

    [Fact]
    public async Task RandomPrograms_KeptAndReplayed_GiveTheSameHistory()
    {
        Gen<string> program = Gen.Elements("activity", "failing", "timer", "cancelled", "event", "race", "fan", "child", "guid", "status", "again")
            .ListOf(6).Select(steps => string.Join(',', steps));
        foreach (string steps in program.Sample(ProgramsCount, 6))
        {
            (string kept, string[] keptHistory) = await RunAsync(steps, keepsExecutions: true);
            (string replayed, string[] replayedHistory) = await RunAsync(steps, keepsExecutions: false);

            Assert.True(kept == replayed, $"{steps}: {kept} / {replayed}");
            Assert.Equal(keptHistory, replayedHistory);
        }
    }

    private static async Task<(string Output, string[] History)> RunAsync(string steps, bool keepsExecutions)
    {
        using TestStore store = new();
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<Input, string>("Program", RunProgramAsync)
                .AddOrchestratorFunc<int, int>("Child", (context, i) => context.CallActivityAsync<int>("Next", i))
                .AddActivityFunc<int, int>("Next", (_, i) => i + 1)
                .AddActivityFunc("Fail", Task (_) => throw new IOException("no")),
            store,
            options: options => options with { KeepsExecutions = keepsExecutions });
        string id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Program", new Input(steps, string.Empty), new StartOrchestrationOptions("program"));
        for (int i = 0; i < 12; i++)
        {
            await engine.Client.RaiseEventAsync(id, "E", i);
        }

        OrchestrationMetadata end = await engine.EndAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{steps}: {end.FailureDetails}");
        await using EmbeddedStore opened = EmbeddedStore.Open(store.File);

        // Which step an event of a racing source falls into is a matter of timing; what happened is not.
        HubReader reader = new(new TaskHub("TaskHub"), opened);
        IEnumerable<HistoryEvent> history = reader.History(reader.Instance(1)!).SelectMany(step => step);
        return (end.SerializedOutput!, [.. history.Where(e => e is RecordedAction or TaskCompleted or TaskFailed).Select(Show).Order(StringComparer.Ordinal)]);
    }

    private static string Show(HistoryEvent e) => e switch
    {
        TimerCreated timer => $"timer {timer.Id}",
        SubOrchestrationScheduled child => $"child {child.Id}",
        TaskFailed failed => $"failed {failed.Id} {failed.Failure}",
        _ => e.ToString(),
    };

    private static async Task<string> RunProgramAsync(TaskOrchestrationContext context, Input input)
    {
        string text = input.Text;
        string[] steps = input.Steps.Split(',', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] == "again")
            {
                context.ContinueAsNew(new Input(string.Join(',', steps[(i + 1)..]), text + "again;"));
                return text;
            }

            text += await RunStepAsync(context, steps[i], i) + ";";
        }

        return text;
    }

    private static async Task<string> RunStepAsync(TaskOrchestrationContext context, string step, int i)
    {
        using CancellationTokenSource gone = new();
        switch (step)
        {
            case "activity":
                return Text(await context.CallActivityAsync<int>("Next", i));
            case "failing":
                return await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("Fail")) is { TaskName: "Fail" } ? "failed" : "odd";
            case "timer":
                await context.CreateTimer(TimeSpan.FromMilliseconds(2), CancellationToken.None);
                return "rang";
            case "cancelled":
                Task timer = context.CreateTimer(TimeSpan.FromDays(1), gone.Token);
                gone.Cancel();
                return (await Task.WhenAny(timer)).IsCanceled ? "cancelled" : "odd";
            case "event":
                return Text(await context.WaitForExternalEvent<int>("E"));
            case "race":
                Task slow = context.CreateTimer(TimeSpan.FromDays(1), gone.Token);
                Task<int> fast = context.CallActivityAsync<int>("Next", 10);
                string winner = await Task.WhenAny(slow, fast) == fast ? "activity" : "timer";
                gone.Cancel();
                return winner;
            case "fan":
                return Text((await Task.WhenAll(Enumerable.Range(0, 5).Select(n => context.CallActivityAsync<int>("Next", n)))).Sum());
            case "child":
                return Text(await context.CallSubOrchestratorAsync<int>("Child", i));
            case "guid":
                return context.NewGuid().Version == 5 ? "guid" : "odd";
            default:
                context.SetCustomStatus(i);
                return step;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Input(string Steps, string Text);
}
