using Microsoft.DurableTask;

namespace Coder.CrashSweep.Hosting;

/// <summary>Orchestrations of every pattern, registered as on the official packages. Each returns all results of its activities.</summary>
internal static class PlainRuns
{
    /// <summary>Events that are sent to <see cref="Events"/>.</summary>
    internal const int EventsOfEvents = 3;

    private const string EventName = "answer";
    private const string Effect = "Effect";
    private const string FlakyEffect = "FlakyEffect";
    private const string Pair = "pair";

    internal static IReadOnlyDictionary<string, Func<TaskOrchestrationContext, Task<string>>> Kinds { get; } = new Dictionary<string, Func<TaskOrchestrationContext, Task<string>>>
    {
        [nameof(Chain)] = Chain,
        [nameof(FanOut)] = FanOut,
        [nameof(Timers)] = Timers,
        [nameof(Events)] = Events,
        [nameof(Nested)] = Nested,
        [nameof(Retried)] = Retried,
    };

    internal static void Register(DurableTaskRegistry tasks, Effects effects)
    {
        foreach ((string name, Func<TaskOrchestrationContext, Task<string>> run) in Kinds)
        {
            tasks.AddOrchestratorFunc(name, run);
        }

        tasks.AddOrchestratorFunc<Round, string>(nameof(Eternal), Eternal);
        tasks.AddOrchestratorFunc(Pair, context => EffectsAsync(context, 0, 2));
        tasks.AddActivityFunc<string, string>(Effect, (_, key) => effects.CauseAsync(key));
        tasks.AddActivityFunc<string, string>(FlakyEffect, (_, key) => effects.CauseAtLastAsync(key));
    }

    /// <summary>Starts anew five times, with the results so far and an event that waits from the beginning.</summary>
    internal static async Task<string> Eternal(TaskOrchestrationContext context, Round round)
    {
        string results = round.Results + await EffectAsync(context, round.Number);
        if (round.Number < 5)
        {
            context.ContinueAsNew(new Round(round.Number + 1, results));
            return "";
        }

        return results + await context.WaitForExternalEvent<int>(EventName);
    }

    internal static async Task<string> Events(TaskOrchestrationContext context)
    {
        // An event whose acknowledgement was lost is sent again.
        SortedSet<int> seen = [];
        while (seen.Count < EventsOfEvents)
        {
            seen.Add(await context.WaitForExternalEvent<int>(EventName));
        }

        return string.Join(',', seen) + await EffectAsync(context, 0);
    }

    private static Task<string> Chain(TaskOrchestrationContext context) => EffectsAsync(context, 0, 5);

    private static async Task<string> FanOut(TaskOrchestrationContext context)
    {
        string[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => EffectAsync(context, n)));
        return string.Concat(results) + await EffectAsync(context, results.Length);
    }

    private static async Task<string> Timers(TaskOrchestrationContext context)
    {
        string first = await EffectAsync(context, 0);
        await context.CreateTimer(TimeSpan.FromMilliseconds(150), CancellationToken.None);
        using CancellationTokenSource cancel = new();
        Task deadline = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
        Task<string> second = EffectAsync(context, 1);
        bool isInTime = await Task.WhenAny(deadline, second) == second;
        cancel.Cancel();
        return isInTime ? first + await second + await EffectAsync(context, 2) : "too late";
    }

    private static async Task<string> Nested(TaskOrchestrationContext context)
    {
        string[] results = await Task.WhenAll(Enumerable.Range(0, 2).Select(n =>
            context.CallSubOrchestratorAsync<string>(Pair, null, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}.{n}"))));
        return string.Concat(results) + await EffectAsync(context, 0);
    }

    private static Task<string> Retried(TaskOrchestrationContext context) => context.CallActivityAsync<string>(
        FlakyEffect, $"{context.InstanceId}/0", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(20))));

    private static async Task<string> EffectsAsync(TaskOrchestrationContext context, int from, int count)
    {
        string results = "";
        for (int n = from; n < from + count; n++)
        {
            results += await EffectAsync(context, n);
        }

        return results;
    }

    private static Task<string> EffectAsync(TaskOrchestrationContext context, int number) => context.CallActivityAsync<string>(Effect, $"{context.InstanceId}/{number}");
}
